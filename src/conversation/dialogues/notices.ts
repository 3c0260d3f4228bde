import { strip } from '../../platform/vietnamese/strip.ts'
import { formatDate, wardDateOf } from '../../platform/ward-time.ts'
import type { Meaning } from '../../understanding/meaning.ts'
import { inOneBubble, type Saying, type SayingChoice } from '../../ward/message/message.ts'
import { readWish } from '../../ward/notice/read-wish.ts'
import type { NoticeTopic } from '../../ward/notice/notice-topic.ts'
import type { NoticeStanding, NoticeWish } from '../../ward/notice/subscribe.ts'
import { ask, say, sayAndWait, type Dialogue, type Step } from '../dialogue.ts'
import { personChoice } from './call-person.ts'
import { explanation } from './notice-reasons.ts'
import { plain, saysAny } from './syllables-in.ts'
import { asksLatest, asksWhyNot } from './notice-questions.ts'
import { doors, doorsAsked } from './visit-doors.ts'

/** "dừng", "nhận tin", "chỉ nhận tin cúp nước", "đừng nhắn sau 8 giờ tối": what stops, what goes on by law, and how to come back. */
export const noticesDialogue: Dialogue = {
  begin: (meaning, { language }) => {
    if (asksWhyNot(meaning)) return explain()
    if (isDoors(meaning)) return doors({ noticeId: null })
    if (asksLatest(meaning.text)) return latest(language)
    const wish = readWish(meaning.text)
    if (wish !== null) return keep(wish)
    if (keepsSome(meaning.text)) return which()
    return isWishToStop(meaning) ? stop() : resume()
  },
  // "gửi lại đi" right after "dừng" holds a word of each of the buttons
  readsItself: ({ step }, { text }) => step === 'stopped' && wantsThemBack(text),
  hear: ({ step }, heard, { language }) => {
    if (heard.kind === 'words') return step === 'stopped' && wantsThemBack(heard.meaning.text) ? resume() : null
    if (heard.kind !== 'choice') return null
    const [, name, ...rest] = heard.choiceId.split(':')
    switch (heard.choiceId.startsWith('notices:') ? name : '') {
      case 'stop':
        return stop()
      case 'resume':
        return resume()
      case 'which':
        return which()
      case 'topics':
        return say({ say: 'notices.topics', choices: [personChoice] })
      case 'any_hour':
        return keep({ kind: 'no_quiet' })
      case 'invitations':
        return keep({ kind: 'invitations', by: 'chat' })
      case 'why':
        return explain()
      case 'read':
        return read(rest[0] ?? '', language)
      default: {
        const asked = heard.choiceId.startsWith('notices:') ? doorsAsked(name, rest) : null
        return asked === null ? null : doors(asked)
      }
    }
  },
}

const stopping = /\b(?:dung|ngung|thoi|huy|tat|bo|khong (?:muon )?nhan|dung gui|stop|unsubscribe)\b/
export const resumeButton: SayingChoice = { id: 'notices:resume', label: 'notices.button.resume' }
const whichButton: SayingChoice = { id: 'notices:which', label: 'notices.button.which' }
const topicsButton: SayingChoice = { id: 'notices:topics', label: 'notices.button.topics' }
const stopButton: SayingChoice = { id: 'notices:stop', label: 'notices.button.stop' }
const anyHourButton: SayingChoice = { id: 'notices:any_hour', label: 'notices.button.any_hour' }
const hereButton: SayingChoice = { id: 'notices:invitations', label: 'notices.button.invitations' }

/** "tin bão thì vẫn gửi nha": no wish that all should stop. */
const keepsSome = (text: string): boolean => stillSends(text) && !stopping.test(plain(text))
const stillSends = saysAny('van (?:cu )?(?:gui|nhan|bao|nhan tin|con gui)(?! (?:duoc|dc))|still (?:send|get)')

const plainOf = ({ text }: Meaning): string => strip(text.normalize('NFC'))

function isWishToStop(meaning: Meaning): boolean {
  if (meaning.intent === 'unsubscribe') return true
  if (meaning.intent === 'subscribe') return false
  return stopping.test(plainOf(meaning))
}

/**
 * Plainly about which notices come and when, whatever else is named in it: "không nhận tin cúp nước" is no question about
 * water.
 */
export function isNoticeWish(meaning: Meaning): boolean {
  if (meaning.text.split(/\s+/).length > 16) return false
  if (isDoors(meaning) || asksWhyNot(meaning) || asksLatest(meaning.text)) return true
  const wish = readWish(meaning.text)
  return wish !== null && (wish.kind !== 'want' || asksForNotices(meaning.text))
}

const wantsThemBack = saysAny('(?:gui|goi|nhan|bao|nhan tin|gui tin|mo) (?:lai|tiep)|doi y|send again|start again')

const asksForNotices = saysAny(
  '(?:cho|muon|xin|can|dang ky|want to)(?: [^ ]+){0,2} (?:nhan|gui|receive)(?: (?:them|lai|some))? (?:tin|thong bao|notices?|messages?)'
)

/** The head of a neighbourhood asks for the doors to go to. */
const isDoors = (meaning: Meaning): boolean =>
  /\b(?:danh sach|nhung|cac) (?:nha|ho) (?:can|phai|chua) (?:den|bao|di)|\bdanh sach den (?:tung )?nha\b/.test(
    plainOf(meaning)
  )

const stop = (): Step =>
  ask('stop_notices', { stopped: true }, ({ kind, elsewhere }) =>
    sayAndWait(
      { dialogue: 'notices', step: 'stopped' },
      {
        say: kind === 'stopped' ? 'notices.stopped' : 'notices.already_stopped',
        ...(elsewhere ? { and: [{ say: 'notices.stopped_elsewhere' }] } : {}),
        choices: [whichButton, resumeButton],
      }
    )
  )

const resume = (): Step =>
  ask('stop_notices', { stopped: false }, ({ kind, quiet }) =>
    say({
      say: kind === 'resumed' ? 'notices.resumed' : 'notices.already_receiving',
      ...(quiet === null ? {} : { and: [{ say: 'notices.standing.quiet', with: hoursOf(quiet) }] }),
      choices: [topicsButton, ...(quiet === null ? [] : [anyHourButton])],
    })
  )

const keep = (wish: NoticeWish): Step => ask('wish_notices', { wish }, (standing) => say(answerTo(wish, standing)))

const which = (): Step =>
  ask('wish_notices', { wish: { kind: 'show' } }, ({ stopped, invitedAtDoor }) =>
    say({ say: stopped || invitedAtDoor ? 'notices.which_at_door' : 'notices.which', choices: [personChoice] })
  )

function answerTo(wish: NoticeWish, standing: NoticeStanding): Saying {
  switch (wish.kind) {
    case 'only':
      return onlySaying(standing.only ?? wish.topics)
    case 'want':
      return standing.only === null
        ? { say: 'notices.want', with: named(wish.topics), choices: [whichButton] }
        : onlySaying(standing.only)
    case 'spare': {
      const key = standing.stopped ? 'notices.spare_stopped' : 'notices.spare'
      return { say: key, with: named(wish.topics), choices: [whichButton, resumeButton] }
    }
    case 'invitations':
      return wish.by === 'chat'
        ? { say: 'notices.invitations_here' }
        : { say: 'notices.invitations_at_door', choices: [hereButton] }
    case 'quiet':
      return { say: 'notices.quiet', with: hoursOf(wish), choices: [anyHourButton] }
    case 'no_quiet':
      return { say: 'notices.no_quiet', choices: [whichButton] }
    case 'show':
      return standingSaying(standing)
  }
}

/** The locale has the name of each. */
const named = (topics: readonly NoticeTopic[]): { topics: string } => ({ topics: topics.join() })

const onlySaying = (topics: readonly NoticeTopic[]): Saying => ({
  ...(topics.length === 0 ? { say: 'notices.only_invitations' } : { say: 'notices.only', with: named(topics) }),
  choices: [whichButton, resumeButton],
})

const clock = (text: string): string => text.replace(':', ' giờ ')
const hoursOf = ({ fromClock, toClock }: { fromClock: string; toClock: string }) => ({
  from: clock(fromClock),
  to: clock(toClock),
})

function standingSaying(standing: NoticeStanding): Saying {
  const { stopped, spared, invitedAtDoor, quiet } = standing
  if (stopped) return { say: 'notices.standing.stopped', choices: [whichButton, resumeButton] }
  const hours: Saying[] = quiet === null ? [] : [{ say: 'notices.standing.quiet', with: hoursOf(quiet) }]
  const atDoor: Saying[] = invitedAtDoor ? [{ say: 'notices.standing.invited_at_door' }] : []
  const change = spared.length > 0 || invitedAtDoor ? resumeButton : topicsButton
  const choices = [change, ...(quiet === null ? [] : [anyHourButton]), stopButton]
  return { ...inOneBubble(topicsStanding(standing), ...atDoor, ...hours), choices }
}

function topicsStanding({ spared, only }: NoticeStanding): Saying {
  if (only !== null && only.length === 0) return { say: 'notices.standing.only_invitations' }
  if (only !== null) return { say: 'notices.standing.only', with: named(only) }
  if (spared.length > 0) return { say: 'notices.standing.some', with: named(spared) }
  return { say: 'notices.standing.all' }
}

const explain = (): Step =>
  ask('explain_notices', {}, (explained) => {
    const { stopped, spared, invitedAtDoor } = explained.standing
    const refused = stopped || spared.length > 0 || invitedAtDoor
    return say(...explanation(explained, refused ? [resumeButton, personChoice] : [personChoice]))
  })

const latest = (language: 'vi' | 'en'): Step =>
  ask('latest_notices', {}, (notices) => {
    if (notices.length === 0)
      return say({
        say: 'notices.latest.none',
        choices: [
          { id: 'intent:meeting_info', label: 'conversation.intent.meeting_info' },
          { id: 'intent:disclosure_info', label: 'conversation.intent.disclosure_info' },
          personChoice,
        ],
      })
    const lines = notices.map(
      ({ title, at }, index) => `${index + 1}. ${title} (${formatDate(wardDateOf(at), language)})`
    )
    const choices = notices.map(({ noticeId }, index) => ({
      id: `notices:read:${noticeId}`,
      label: 'notices.latest.read',
      with: { number: index + 1 },
    }))
    return say({ say: 'notices.latest.list', with: { lines: lines.join('\n') }, choices })
  })

const read = (noticeId: string, language: 'vi' | 'en'): Step =>
  ask('read_notice', { noticeId, language }, (notice) => {
    if (notice.kind !== 'read') return say({ say: `notices.shown.${notice.kind}`, choices: [personChoice] })
    const { text, choices, isCorrected, isOver } = notice
    const key = isCorrected ? 'notices.shown.corrected' : isOver ? 'notices.shown.over' : 'notices.shown.words'
    const own = choices.map(({ id, ...label }) => ({
      id,
      label: 'notices.button.own',
      with: { text: label[language] },
    }))
    return say({ say: key, with: { text }, ...(own.length > 0 ? { choices: own } : {}) })
  })
