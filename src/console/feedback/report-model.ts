import type { AgencyRow } from '../../ward/agency/keep-agency.ts'
import type { FeedbackPage } from '../../ward/feedback/find-feedback.ts'
import type { Handlers, Suggestion } from '../../ward/feedback/suggest-handling.ts'
import type { Permission } from '../../ward/official/permission.ts'
import type { Form } from '../form.ts'

/** Where a report is shown: among the others, or among the restricted ones. */
export type Base = '/feedback' | '/restricted-feedback'

/** All a report page draws from. */
export type ReportModel = {
  base: Base
  page: FeedbackPage
  /** Officials by id. */
  names: ReadonlyMap<string, string>
  handlers: Handlers
  suggestion: Suggestion
  agencies: readonly AgencyRow[]
  /** Who may be trusted with a restricted report. */
  confidants: readonly { id: string; fullName: string }[]
  main: { id: string; code: string } | null
  /** The next report that waits for this official. */
  next: { id: string; code: string } | null
  me: string
  isLeader: boolean
  today: string
  may(permission: Permission): boolean
  /** One per page shown: a form sent twice is one act. */
  key: string
  form: Form
}
