import { isOpen } from '../../ward/feedback/feedback.ts'
import { matchReport, type Matched } from '../../ward/feedback/match-report.ts'
import { contentWords } from '../../ward/feedback/report-words.ts'
import type { MyReport } from '../../ward/feedback/report-chat.ts'
import type { SayingChoice } from '../../ward/message/message.ts'
import { say, sayAndWait, type Step } from '../dialogue.ts'
import { personChoice } from './call-person.ts'
import { speaksOfBefore } from './report-wishes.ts'

export type Match = Matched

/** What the resident wants to add, kept until it is known to which report. */
export type Piece = { text: string; photo?: string }

export const newReport: SayingChoice = { id: 'report_follow_up:new', label: 'report_follow_up.choice.new' }
const somethingElse: SayingChoice = { id: 'intent:other', label: 'conversation.intent.other' }

/** Never guessed: a numbered list of the resident's reports, likeliest first, and "việc mới". */
export function which(
  reports: readonly MyReport[],
  matched: Match,
  piece: Piece,
  more: readonly SayingChoice[] = []
): Step {
  const key = piece.photo === undefined ? 'report_follow_up.which' : 'report_follow_up.which_photo'
  return sayAndWait(
    { dialogue: 'report_follow_up', step: 'which', ...piece },
    {
      say: key,
      choices: [...listed(reports, matched, 'add').slice(0, 8 - more.length), newReport, ...more],
    }
  )
}

/** The question which of one's reports some words are about; null where they point at none of them. */
export function whichReport(reports: readonly MyReport[], text: string): Step | null {
  const matched = matchReport(reports, text)
  const points = matched.kind === 'one' || (matched.kind === 'ask' && matched.fitting > 0)
  const isVague = contentWords(text).length === 0 && speaksOfBefore(text)
  return points || isVague ? which(reports, matched, { text }, [somethingElse]) : null
}

/** "Vẫn hỏng y nguyên": of the report sent last; that it goes on is for the resident to say. */
export function stillWrong(reports: readonly MyReport[], text: string): Step {
  const [open, another] = reports.filter(({ status }) => isOpen(status))
  if (open !== undefined && another !== undefined) return which(reports, matchReport(reports, text), { text })
  const last = open ?? reports.filter(({ status }) => !takenBack.has(status)).sort(newestFirst)[0]
  if (last === undefined) return noReports()
  const { code, title } = last
  const again = isOpen(last.status) ? 'report_follow_up.choice.that_one' : 'report_follow_up.choice.reopen'
  return sayAndWait(
    { dialogue: 'report_follow_up', step: 'which', text },
    {
      say: 'report_follow_up.still_wrong',
      with: { code, title },
      choices: [{ id: `report_follow_up:add:${code}`, label: again }, newReport, personChoice],
    }
  )
}

const takenBack: ReadonlySet<string> = new Set(['withdrawn', 'guided_to_complaint'])
const newestFirst = (a: MyReport, b: MyReport): number => b.submittedAt.getTime() - a.submittedAt.getTime()

/** Nothing was sent from this chat: a new report, or a person. */
export const noReports = (): Step =>
  say({
    say: 'report_follow_up.none',
    choices: [{ id: 'intent:report_problem', label: 'conversation.menu.report' }, personChoice],
  })

export function listed(reports: readonly MyReport[], matched: Match, verb: string): SayingChoice[] {
  const all = reports.map(({ code }) => code)
  const codes =
    matched.kind === 'ask' ? matched.codes : matched.kind === 'one' ? [...new Set([matched.code, ...all])] : all
  return codes.flatMap((code) => {
    const report = reports.find((one) => one.code === code)
    return report === undefined
      ? []
      : [
          {
            id: `report_follow_up:${verb}:${code}`,
            label: 'report_follow_up.choice.report',
            with: { code, title: report.title },
          },
        ]
  })
}
