import type { ComponentChildren } from 'preact'
import { PostForm } from '../views/forms.tsx'
import { usePage } from '../views/page-context.ts'
import { Notice } from '../views/parts.tsx'
import type { ReportModel } from './report-model.ts'

export type Props = { model: ReportModel }

type ActFormProps = Props & {
  act: string
  upload?: boolean
  fields?: Record<string, string>
  children: ComponentChildren
}

/** One act as a form: where it goes, and the key by which it happens once. */
export function ActForm({ model: { base, page, key }, act, upload = false, fields = {}, children }: ActFormProps) {
  return (
    <PostForm action={`${base}/${page.row.id}/${act}`} upload={upload}>
      <input type="hidden" name="key" value={key} />
      {Object.entries(fields).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      {children}
    </PostForm>
  )
}

/** Statuses in which the ward has to do something. */
type Turn = 'awaiting_intake' | 'received' | 'assigned' | 'in_progress' | 'awaiting_approval' | 'forwarded'

/** Somebody else's turn: said, so that nobody looks for a button. */
export function NotYours({ model, of }: Props & { of: Turn }) {
  const { t } = usePage()
  return <Notice>{t(`feedback.desk.turn.${of}`, { unit: model.page.row.unit ?? '' })}</Notice>
}
