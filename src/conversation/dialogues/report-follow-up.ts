import { ratingReasons } from '../../ward/feedback/feedback.ts'
import { matchReport } from '../../ward/feedback/match-report.ts'
import { ratingChoicesOf } from '../../ward/feedback/rating-choices.ts'
import { contentWords, topicsOf } from '../../ward/feedback/report-words.ts'
import type { MyReport, ReportPage } from '../../ward/feedback/report-chat.ts'
import { inOneBubble, type Saying } from '../../ward/message/message.ts'
import type { Meaning } from '../../understanding/meaning.ts'
import { ask, say, sayAndWait, type Dialogue, type Heard, type State, type Step } from '../dialogue.ts'
import { personChoice } from './call-person.ts'
import { askScore, explain, notYours, rate, rateOne } from './report-rating.ts'
import { photoFirst } from './report.ts'
import { startReport } from './report-draft.ts'
import { commentIn, scoreIn } from './score-in.ts'
import { asksState, offersPapers, speaksOfBefore, wantsBack } from './report-wishes.ts'
import { listed, newReport, noReports, which, type Match, type Piece } from './which-report.ts'
import { saysAny } from './syllables-in.ts'

/** What comes after a report: "đến đâu rồi", "vẫn chưa ai sửa", one more photo, taking it back, a mark for the answer. */
export const reportFollowUpDialogue: Dialogue = {
  begin: (meaning, _who, photo) => about(meaning, null, photo),
  hear: (state, heard) => {
    if (heard.kind === 'choice') return onChoice(state, heard.choiceId)
    if (heard.kind === 'photo') return onPhoto(state, heard)
    if (heard.kind === 'location') return startReport({ latitude: heard.latitude, longitude: heard.longitude })
    return heard.kind === 'words' && state.step !== 'idle' ? onWords(state, heard.meaning, heard.photo) : null
  },
}

const at = (step: string, more: Readonly<Record<string, unknown>> = {}): State => ({
  dialogue: 'report_follow_up',
  step,
  ...more,
})

/** `code`: the report just spoken of. `photo`: what the words stood under. */
function about(meaning: Meaning, code: string | null, photo?: string): Step {
  const { text, intent, entities } = meaning
  const [named] = entities.feedbackCodes
  if (offersPapers(text)) return say({ say: 'report.no_papers', choices: [personChoice] })
  const withPhoto = photo === undefined ? {} : { photo }
  if (named !== undefined) return photo === undefined ? withCode(named, text) : add(named, { text, photo })
  if (opensNew(text)) return startReport({ text, ...withPhoto })
  return ask('list_my_reports', {}, ({ reports }) => {
    // "tôi phản ánh rác ở chợ" of somebody who never wrote is no question about an old report
    if (reports.length === 0 && (photo !== undefined || (!asksState(text) && topicsOf(text).length > 0)))
      return startReport({
        text,
        ...withPhoto,
        ...(entities.neighbourhood === undefined ? {} : { neighbourhood: entities.neighbourhood }),
      })
    if (reports.length === 0 && intent === 'rate_satisfaction') return rateOne([], null, text)
    if (reports.length === 0) return noReports()
    const score = scoreIn(text)
    const waiting = reports.filter((report) => report.awaitsRating)
    const marks = intent === 'rate_satisfaction' && (waiting.length > 0 || score !== null || speaksOfMarks(text))
    if (marks || (score !== null && waiting.length > 0)) return rateOne(waiting, score, text)
    const matched = matchReport(reports, text, code ?? undefined)
    if (wantsBack(text)) return chooseOr(reports, matched, 'withdraw', confirmWithdrawal)
    if (photo === undefined && (text.trim() === '' || asksState(text))) return chooseOr(reports, matched, 'show', show)
    return matched.kind === 'one'
      ? add(matched.code, { text, ...withPhoto })
      : which(reports, matched, { text, ...withPhoto })
  })
}

/** A code is the surest word of all. */
function withCode(code: string, text: string): Step {
  if (wantsBack(text)) return confirmWithdrawal(code)
  const rest = text.replace(/p\s?a[\s\-._:]{0,3}[0-9ol]{4}[\s\-._]{0,3}[0-9ol]{4}/giu, ' ').trim()
  const score = scoreIn(rest)
  if (score !== null) return rate(code, score, commentIn(rest))
  return rest === '' || asksState(rest) || rest.split(/\s+/).length < 3 ? show(code) : add(code, { text: rest })
}

function chooseOr(
  reports: readonly MyReport[],
  matched: Match,
  verb: 'show' | 'withdraw',
  then: (code: string) => Step
): Step {
  if (matched.kind === 'one') return then(matched.code)
  if (reports.length === 1) return then(reports[0]!.code)
  return sayAndWait(at('choosing'), {
    say: 'report_follow_up.which_show',
    choices: listed(reports, matched, verb).slice(0, 9),
  })
}

/** What was added, and to which report: the resident sees it at once and can say that it was another. */
const add = (code: string, piece: Piece): Step =>
  ask('follow_up_report', { code, ...piece }, (outcome): Step => {
    if (outcome.kind === 'not_yours') return notYours(code)
    const [values, next] = [{ code }, at('shown', { code })]
    switch (outcome.kind) {
      case 'answered':
        return sayAndWait(
          at('rating', { code }),
          inOneBubble(
            { say: 'report_follow_up.added_answered', with: values },
            { say: 'report_follow_up.how_was_it', choices: ratingChoicesOf(code) }
          )
        )
      case 'ended':
        return sayAndWait(next, { say: 'report_follow_up.ended', with: values, choices: [newReport, personChoice] })
      default:
        return sayAndWait(next, { say: `report_follow_up.${outcome.kind}`, with: values })
    }
  })

const show = (code: string): Step =>
  ask('show_my_report', { code }, (outcome) =>
    outcome.kind === 'not_yours' ? notYours(code) : sayAndWait(at('shown', { code }), ...pageSayings(outcome.report))
  )

function pageSayings(report: ReportPage): Saying[] {
  const { code, title, status } = report
  const values = {
    code, title, unit: report.unit ?? '', agency: report.agency ?? '', nudgeDate: report.nudgeDate ?? '', question: report.question ?? '',
    mainCode: report.mainCode ?? '', text: report.answer?.text ?? '', dueAt: report.dueAt?.toISOString() ?? '',
  } // prettier-ignore
  const head: Saying = { say: `report_follow_up.state.${status}`, with: values }
  const due: Saying[] = report.dueAt === null ? [] : [{ say: 'report_follow_up.due', with: values }]
  const answer: Saying[] = report.answer === null ? [] : [{ say: 'report_follow_up.answer', with: values }]
  const rating: Saying[] = report.awaitsRating
    ? [{ say: 'report_follow_up.how_was_it', choices: ratingChoicesOf(code) }]
    : []
  return [inOneBubble(head, ...due), ...answer, ...rating]
}

const confirmWithdrawal = (code: string): Step =>
  sayAndWait(at('withdrawing', { code }), {
    say: 'report_follow_up.confirm_withdraw',
    with: { code },
    choices: [
      { id: `report_follow_up:withdraw_now:${code}`, label: 'report_follow_up.choice.withdraw' },
      { id: `report_follow_up:show:${code}`, label: 'report_follow_up.choice.keep' },
    ],
  })

const withdraw = (code: string): Step =>
  ask('withdraw_report', { code }, ({ kind }) =>
    kind === 'not_yours' ? notYours(code) : say({ say: `report_follow_up.withdraw.${kind}`, with: { code } })
  )

function onChoice(state: State, choiceId: string): Step | null {
  const [subject, verb, code = '', score = '', reason = ''] = choiceId.split(':')
  if (subject !== 'report_follow_up') return null
  const [mark, why] = [Number(score), ratingReasons.find((one) => one === reason)]
  switch (verb) {
    case 'show':
      return show(code)
    case 'list':
      return ask('list_my_reports', {}, ({ reports }) =>
        reports.length === 0 ? noReports() : chooseOr(reports, { kind: 'none' }, 'show', show)
      )
    case 'add':
      return state.step === 'which' ? add(code, pieceIn(state)) : show(code)
    case 'new':
      return startReport(state.step === 'which' ? pieceIn(state) : {})
    case 'withdraw':
      return confirmWithdrawal(code)
    case 'withdraw_now':
      return withdraw(code)
    case 'mark':
      return typeof state.score === 'number'
        ? rate(code, state.score, typeof state.text === 'string' ? state.text : '')
        : askScore(code)
    case 'rate':
      return mark >= 1 && mark <= 5 ? rate(code, mark, '') : null
    case 'why':
      return why === undefined ? null : explain(code, why)
    default:
      return null
  }
}

const pieceIn = ({ text, photo }: State): Piece => ({
  text: typeof text === 'string' ? text : '',
  ...(typeof photo === 'string' ? { photo } : {}),
})
const codeIn = ({ code }: State): string | null => (typeof code === 'string' ? code : null)

/** A photo alone says nothing of what it shows: with several open reports the resident says to which it belongs. */
function onPhoto(state: State, { fetchKey, caption = '' }: Extract<Heard, { kind: 'photo' }>): Step {
  if (offersPapers(caption)) return say({ say: 'report.no_papers', choices: [personChoice] })
  const piece = { text: caption, photo: fetchKey }
  return ask('list_my_reports', {}, ({ reports }) => {
    if (reports.length === 0) return caption === '' ? photoFirst(fetchKey) : startReport(piece)
    const matched = matchReport(reports, caption, codeIn(state) ?? undefined)
    return matched.kind === 'one' && (caption !== '' || codeIn(state) !== null)
      ? add(matched.code, piece)
      : which(reports, matched, piece)
  })
}

function onWords(state: State, meaning: Meaning, photo?: string): Step | null {
  const { text, intent, decision, entities } = meaning
  if (intent === 'complaint_denunciation' || entities.dossierCodes.length > 0) return null
  if (entities.feedbackCodes.length > 0)
    return state.step === 'which' ? add(entities.feedbackCodes[0]!, pieceIn(state)) : about(meaning, null, photo)
  const code = codeIn(state)
  if (state.step === 'rating' && code !== null) {
    const score = scoreIn(text)
    if (score !== null) return rate(code, score, commentIn(text))
  }
  const isOurs = ['feedback_status', 'rate_satisfaction', 'report_problem'].includes(intent)
  if (decision === 'act' && !isOurs && intent !== 'out_of_scope') return null
  if (state.step === 'why' && code !== null) return explain(code, undefined, text)
  if (state.step === 'which') {
    const piece = pieceIn(state)
    return ask('list_my_reports', {}, ({ reports }) => {
      const matched = matchReport(reports, text)
      return matched.kind === 'one' && !isGeneric(text)
        ? add(matched.code, piece)
        : which(reports, matched, { ...piece, text: `${piece.text}\n${text}`.trim() })
    })
  }
  // a new matter is begun as one; what is said of the report just shown goes on with it
  if (state.step === 'shown' && intent !== 'report_problem') return about(meaning, code, photo)
  return decision === 'act' && intent !== 'report_problem' ? about(meaning, code, photo) : null
}

const isGeneric = (text: string): boolean => text.trim().split(/\s+/).length < 2

/** "cho tui phản ánh cái": somebody begins; nothing of it speaks of what was sent before. */
const opensNew = (text: string): boolean =>
  opening(text) && !speaksOfBefore(text) && !asksState(text) && contentWords(text).length === 0
const speaksOfMarks = saysAny('danh gia|cham diem|hai long|may sao|sao cho|rate|rating|satisf\\S*')
const opening = saysAny('(?:cho|muon|xin|can|toi|tui|minh|em|chau)(?: \\S+){0,2} (?:phan anh|bao|kien nghi|gop y)')
