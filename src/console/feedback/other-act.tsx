import type { ComponentChildren } from 'preact'
import type { FeedbackEvent } from '../../ward/feedback/feedback.ts'
import type { Permission } from '../../ward/official/permission.ts'
import type { Words } from '../visit.ts'
import type { ReportModel } from './report-model.ts'

/** An act that is a press away: its summary, and the fields by which a fault opens it. */
export type OtherAct = {
  act: string
  label: string
  names: readonly string[]
  content: ComponentChildren
  upload?: boolean
}

/** Draws an act where it may be done now by this official; null where not. */
export type Offer = (model: ReportModel, t: Words) => OtherAct | null

/** The table of states opens the step to these roles, and the official has the permission. */
export const isOpen = ({ page, may }: ReportModel, event: FeedbackEvent, permission: Permission): boolean =>
  page.steps.includes(event) && may(permission)

export function Press({ say, t, tone = 'second' }: { say: string; t: Words; tone?: 'second' | 'bad' }) {
  return <button class={tone}>{t(`feedback.desk.do.${say}`)}</button>
}
