import { strip } from '../../platform/vietnamese/strip.ts'
import type { Meaning } from '../../understanding/meaning.ts'
import type { NoticesExplained } from '../../ward/notice/explain-notices.ts'
import { readWish } from '../../ward/notice/read-wish.ts'
import type { NoticeTopic } from '../../ward/notice/notice-topic.ts'
import type { NoticeStanding, NoticeWish } from '../../ward/notice/subscribe.ts'
import type { OwnVisits } from '../../ward/notice/tick-own-visits.ts'
import type { Saying, SayingChoice } from '../../ward/message/message.ts'
import { ask, say, type Dialogue, type Step } from '../dialogue.ts'

/** "dừng", "nhận tin", "chỉ nhận tin cúp nước", "đừng nhắn sau 8 giờ tối": what stops, what goes on by law, and how to come back. */
export const noticesDialogue: Dialogue = {
  begin: (meaning) => {
    if (isWhy(meaning)) return explain()
    if (isDoors(meaning)) return doors(null)
    const wish = readWish(meaning.text)
    if (wish !== null) return keep(wish)
    return isWishToStop(meaning) ? stop() : resume()
  },
  hear: (_state, heard, { language }) => {
    if (heard.kind !== 'choice') return null
    const [, name, noticeId, slot] = heard.choiceId.split(':')
    switch (heard.choiceId.startsWith('notices:') ? name : '') {
      case 'stop':
        return stop()
      case 'resume':
        return resume()
      case 'which':
        return say({ say: 'notices.which', choices: [person] })
      case 'topics':
        return say({ say: 'notices.topics', choices: [person] })
      case 'why':
        return explain()
      case 'read':
        return read(noticeId ?? '', language)
      case 'doors':
        return doors(null)
      case 'told':
        return doors({ noticeId: noticeId ?? '', slot: Number(slot) })
      default:
        return null
    }
  },
}

const stopping = /\b(?:dung|ngung|thoi|huy|tat|bo|khong (?:muon )?nhan|dung gui|stop|unsubscribe)\b/
const person: SayingChoice = { id: 'person', label: 'notices.button.person' }
const resumeButton: SayingChoice = { id: 'notices:resume', label: 'notices.button.resume' }

const plainOf = ({ text }: Meaning): string => strip(text.normalize('NFC'))

function isWishToStop(meaning: Meaning): boolean {
  if (meaning.intent === 'unsubscribe') return true
  if (meaning.intent === 'subscribe') return false
  return stopping.test(plainOf(meaning))
}

/** "sao tôi không nhận được tin": asks why, and does not ask to stop. */
const isWhy = (meaning: Meaning): boolean =>
  /\b(?:sao|vi sao|tai sao|why)\b.*\b(?:khong|ko|chua|not|didn t)\b.*\b(?:nhan|thay|bao|get|got|receive)/.test(
    plainOf(meaning)
  )

const notices = String.raw`(?:tin|thong bao|giay moi|notices?|messages?)`
const about = new RegExp(
  String.raw`\b(?:chi|khong|ko|dung|thoi|dang|muon|only|no)(?: \w+){0,2} (?:nhan|gui|nhan tin|receive|send)(?: \w+){0,2} ${notices}\b`
)

/**
 * Plainly about which notices come and when, whatever else is named in it: "không nhận tin cúp nước" is no question about
 * water. Why a dossier's result did not come is another matter: a notice must be named.
 */
export function isNoticeWish(meaning: Meaning): boolean {
  const plain = plainOf(meaning).replace(/[^a-z0-9]+/g, ' ')
  if (plain.split(' ').length > 16) return false
  if (isDoors(meaning)) return true
  if (isWhy(meaning)) return new RegExp(String.raw`\b${notices}\b`).test(plain)
  const wish = readWish(meaning.text)
  if (wish === null) return false
  return wish.kind === 'quiet' || wish.kind === 'no_quiet' || wish.kind === 'show' || about.test(plain)
}

/** The head of a neighbourhood asks for the doors to go to. */
const isDoors = (meaning: Meaning): boolean =>
  /\b(?:danh sach|nhung|cac) (?:nha|ho) (?:can|phai|chua) (?:den|bao|di)|\bdanh sach den (?:tung )?nha\b/.test(
    plainOf(meaning)
  )

const stop = (): Step =>
  ask('stop_notices', { stopped: true }, ({ kind }) =>
    say({
      say: kind === 'stopped' ? 'notices.stopped' : 'notices.already_stopped',
      choices: [{ id: 'notices:which', label: 'notices.button.which' }, resumeButton],
    })
  )

const resume = (): Step =>
  ask('stop_notices', { stopped: false }, ({ kind }) =>
    say({
      say: kind === 'resumed' ? 'notices.resumed' : 'notices.already_receiving',
      choices: [{ id: 'notices:topics', label: 'notices.button.topics' }],
    })
  )

const keep = (wish: NoticeWish): Step => ask('wish_notices', { wish }, (standing) => say(...answerTo(wish, standing)))

const why: SayingChoice = { id: 'notices:which', label: 'notices.button.which' }

function answerTo(wish: NoticeWish, standing: NoticeStanding): Saying[] {
  switch (wish.kind) {
    case 'only':
      return topicSayings('notices.only', wish.topics, [why, resumeButton])
    case 'want':
      return topicSayings('notices.want', wish.topics, [why])
    case 'spare':
      return topicSayings('notices.spare', wish.topics, [why])
    case 'quiet':
      return [{ say: 'notices.quiet', with: { from: clock(wish.fromClock), to: clock(wish.toClock) }, choices: [why] }]
    case 'no_quiet':
      return [{ say: 'notices.no_quiet', choices: [why] }]
    case 'show':
      return standingSayings(standing)
  }
}

/** One topic a sentence: its name is a word of the locale, not of the row. */
const topicSayings = (
  key: 'notices.only' | 'notices.want' | 'notices.spare',
  topics: readonly NoticeTopic[],
  choices: readonly SayingChoice[]
): Saying[] =>
  topics.map((topic, at) => ({ say: key, with: { topic }, ...(at === topics.length - 1 ? { choices } : {}) }))

const clock = (text: string): string => text.replace(':', ' giờ ')

function standingSayings({ stopped, spared, quiet }: NoticeStanding): Saying[] {
  const choices = [why, stopped ? resumeButton : { id: 'notices:stop', label: 'notices.button.stop' }]
  if (stopped) return [{ say: 'notices.standing.stopped', choices }]
  const hours: Saying[] =
    quiet === null
      ? []
      : [{ say: 'notices.standing.quiet', with: { from: clock(quiet.fromClock), to: clock(quiet.toClock) } }]
  const topics = spared.length === 0 ? 'notices.standing.all' : 'notices.standing.some'
  return [...hours, { say: topics, with: { count: spared.length }, choices }]
}

const explain = (): Step => ask('explain_notices', {}, (explained) => say(...explanation(explained)))

function explanation({ standing, latest }: NoticesExplained): Saying[] {
  const choices = standing.stopped ? [resumeButton, person] : [person]
  if (latest.length === 0)
    return [{ say: standing.stopped ? 'notices.why.nothing_stopped' : 'notices.why.nothing', choices }]
  return latest.map((one, index) => ({
    say: `notices.why.${reasonFor(one)}`,
    with: { title: one.title, at: one.at.toISOString() },
    ...(index === latest.length - 1 ? { choices } : {}),
  }))
}

type Told =
  | 'sent'
  | 'household'
  | 'replaced'
  | 'stopped'
  | 'waiting'
  | 'visit'
  | 'opted_out'
  | 'spared'
  | 'no_agreement'
  | 'mourning'
  | 'blocked'
  | 'digest'
  | 'failed'
  | 'unsure'

function reasonFor({ status, why, way, noticeStatus, ofHousehold }: NoticesExplained['latest'][number]): Told {
  if (status === 'accepted' || status === 'delivered' || status === 'read') return ofHousehold ? 'household' : 'sent'
  if (why === 'overtaken') return 'replaced'
  if (noticeStatus === 'stopped' && (status === 'waiting' || status === 'held')) return 'stopped'
  if (why === 'opted_out') return 'opted_out'
  if (why === 'topic_spared') return 'spared'
  if (why === 'no_agreement') return 'no_agreement'
  if (why === 'mourning') return 'mourning'
  if (why === 'citizen_left' || why === 'window_closed') return 'blocked'
  if (status === 'held' || why === 'in_digest') return 'digest'
  if (way === 'visit') return 'visit'
  if (status === 'waiting') return 'waiting'
  return status === 'unknown' || status === 'left' ? 'unsure' : 'failed'
}

const read = (noticeId: string, language: 'vi' | 'en'): Step =>
  ask('read_notice', { noticeId, language }, (notice) => {
    if (notice.kind !== 'read') return say({ say: `notices.shown.${notice.kind}`, choices: [person] })
    const { text, choices, isCorrected, isOver } = notice
    const key = isCorrected ? 'notices.shown.corrected' : isOver ? 'notices.shown.over' : 'notices.shown.words'
    const own = choices.map(({ id, ...label }) => ({
      id,
      label: 'notices.button.own',
      with: { text: label[language] },
    }))
    return say({ say: key, with: { text }, ...(own.length > 0 ? { choices: own } : {}) })
  })

const doors = (tick: { noticeId: string; slot: number } | null): Step =>
  ask('visit_doors', { tick }, (visits) => say(...doorSayings(visits)))

function doorSayings(visits: OwnVisits): Saying[] {
  if (visits.kind === 'not_head') return [{ say: 'notices.doors.not_head', choices: [person] }]
  const { neighbourhood, left, doors: next } = visits
  if (left === 0) return [{ say: 'notices.doors.none', with: { neighbourhood } }]
  return [
    {
      say: 'notices.doors.list',
      with: { neighbourhood, left },
      choices: next.map(({ noticeId, slot, fullName }) => ({
        id: `notices:told:${noticeId}:${slot}`,
        label: 'notices.button.told',
        with: { name: fullName },
      })),
    },
  ]
}
