import { isOpen } from '../ward/feedback/feedback.ts'
import type { Meaning } from '../understanding/meaning.ts'
import { afterwards, ask, type Step } from './dialogue.ts'
import { saysStillWrong } from './dialogues/report-wishes.ts'
import { stillWrong, whichReport } from './dialogues/which-report.ts'

const sentReports = { id: 'intent:feedback_status', label: 'conversation.intent.feedback_status' }
const last = new Set(['intent:other', 'person'])

/**
 * Words of which we are unsure, from somebody with open reports: most often they are about one of these, and then it is
 * asked of which. "Vẫn hỏng y nguyên" is of one that ended as well. Where they point at none, "phản ánh đã gửi" is at least among what is offered.
 */
export const ownReportsFirst = ({ text }: Meaning, otherwise: Step): Step =>
  ask('list_my_reports', {}, ({ reports }) => {
    if (saysStillWrong(text)) return stillWrong(reports, text)
    if (!reports.some(({ status }) => isOpen(status))) return otherwise
    return whichReport(reports, text) ?? withSentReports(otherwise)
  })

const withSentReports = (step: Step): Step =>
  afterwards(step, ({ next, say }) => ({
    next,
    say: say.map((saying) => {
      const { choices } = saying
      if (choices === undefined || choices.some(({ id }) => id === sentReports.id)) return saying
      const [ends, wishes] = [choices.filter(({ id }) => last.has(id)), choices.filter(({ id }) => !last.has(id))]
      return { ...saying, choices: [...wishes, sentReports, ...ends] }
    }),
  }))
