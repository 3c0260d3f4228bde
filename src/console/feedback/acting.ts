import type { FeedbackStatus, Visibility } from '../../ward/feedback/feedback.ts'
import type { Permission } from '../../ward/official/permission.ts'
import type { Work } from '../../ward/work.ts'
import type { Form, UploadedFile } from '../form.ts'

export type Acting = {
  work: Work
  feedbackId: string
  status: FeedbackStatus
  /** What the reporter wished: an official may keep back, never publish against it. */
  visibility: Visibility
  /** Of this form: sent twice it is one act. */
  key: string
  form: Form
  file: UploadedFile | null
}

export type Acted = { ok: true; value?: unknown } | { ok: false; refusal: string }

/** One thing an official can do with a report: a form of its page. `field`: where a refusal is shown, by the refusal. */
export type Act = {
  name: string
  permission: Permission
  said: string
  field: Readonly<Record<string, string>>
  act(acting: Acting): Promise<Acted>
}
