import type { Intent, Meaning } from '../../understanding/meaning.ts'
import type { Saying } from '../../ward/message/message.ts'
import { sayAndWait, type Dialogue, type State, type Step } from '../dialogue.ts'
import { callPerson, toPerson, withPerson } from './call-person.ts'
import { isSure } from './is-sure.ts'
import { letterStep } from './letter.ts'
import { plain, saysAny, saysAnyMarked } from './syllables-in.ts'

/**
 * Wishes a person answers. Each has its own true words: what the ward does next and by when. `asks` is asked first where
 * nothing but the wish was said; `asksWhere` once more where a place is missing.
 */
type Told = Pick<Meaning, 'text' | 'entities'>
type Topic = {
  say: (told: Told) => string
  asks?: string
  asksWhere?: string
  /** Thanks and marks want no answer by an hour. */
  wantsNoAnswer?: boolean
}

const isConduct = saysAny(
  'thai do|quat|mang|hach dich|xac xuoc|xac|cau gat|to thai do|kho chiu|gay phien ha|hanh dan|nhung nhieu|can bo|nhan vien|tiep nhan|mot cua|nop ho so ma|xin con dau|noi chuyen (?:nhu|voi dan)|choi game|quay so|quay tiep|lam giay|rude|attitude'
)
const isLow = saysAny(
  'khong (?:hai long|vui|tot)|chua (?:hai long|tot)|ko hai long|k hai long|that vong|te|kem|cham|cho lau|doi lau|lau qua|1 sao|2 sao|1 diem|2 diem|bad|slow|poor'
)

const topics: Partial<Record<Intent, Topic>> = {
  report_problem: {
    say: ({ text }) => (isConduct(text) ? 'to_person.report_conduct' : 'to_person.report_problem'),
    asks: 'to_person.ask_report',
    asksWhere: 'to_person.ask_where',
  },
  suggest: { say: () => 'to_person.suggest', asks: 'to_person.ask_suggest' },
  feedback_status: {
    asks: 'to_person.ask_feedback',
    say: ({ entities }) =>
      entities.feedbackCodes.length > 0 ? 'to_person.feedback_status_code' : 'to_person.feedback_status',
  },
  praise: { say: () => 'to_person.praise', asks: 'to_person.ask_praise', wantsNoAnswer: true },
  consultation_opinion: { say: () => 'to_person.consultation_opinion', asks: 'to_person.ask_opinion' },
  rate_satisfaction: {
    say: ({ text }) => (isLow(text) ? 'to_person.rated_low' : 'to_person.rated'),
    asks: 'to_person.ask_rating',
    wantsNoAnswer: true,
  },
  citizen_reception: { say: () => 'to_person.citizen_reception' },
  subscribe: { say: () => 'to_person.subscribe' },
}

/** What an official does until the ward's own way for it is open here; every one of them ends at a person. */
export const toPersonDialogue: Dialogue = {
  begin(meaning) {
    if (meaning.intent === 'letter_problem') return letterStep(meaning)
    return go(meaning.intent, meaning)
  },
  hear(state, heard) {
    const intent = state.intent as Intent | undefined
    if (intent === undefined || heard.kind === 'choice' || heard.kind === 'correction') return null
    if (heard.kind === 'photo' && state.step === 'asking_what')
      return sayAndWait(asking('asking_where', intent), { say: 'to_person.photo_where' })
    if (heard.kind !== 'words') return handOver(intent, null)
    if (turnsAway(heard.meaning, intent)) return null
    if (intent === 'letter_problem') return letterStep({ ...heard.meaning, intent })
    // "Cho tui phản ánh cái" may mean an old report or a new one: what follows tells.
    if (intent === 'feedback_status' && heard.meaning.intent === 'report_problem') {
      return go('report_problem', heard.meaning)
    }
    return state.step === 'asking_what' ? go(intent, heard.meaning) : handOver(intent, heard.meaning)
  },
}

const asking = (step: string, intent: Intent): State => ({ dialogue: 'to_person', step, intent })

/** A photo or a place on the map says where, and nothing more. */
const wordless: Told = {
  text: '',
  entities: { dossierCodes: [], doubtfulDossierCodes: [], feedbackCodes: [], phones: [], citizenId: false },
}

/** Asks what is missing, one thing at a time, else calls the person. */
function go(intent: Intent, meaning: Meaning): Step {
  const topic = topics[intent]
  if (topic?.asks !== undefined && !tellsSomething(meaning.text))
    return sayAndWait(asking('asking_what', intent), { say: topic.asks })
  const needsPlace = topic?.asksWhere !== undefined && !isConduct(meaning.text) && !namesPlace(meaning)
  if (needsPlace) return sayAndWait(asking('asking_where', intent), { say: topic.asksWhere! })
  return handOver(intent, meaning)
}

function handOver(intent: Intent, meaning: Meaning | null): Step {
  const topic = topics[intent]
  const code = meaning?.entities.feedbackCodes[0]
  const key = topic === undefined ? 'to_person.any' : topic.say(meaning ?? wordless)
  const said: Saying = code === undefined ? { say: key } : { say: key, with: { code } }
  const next = { ...withPerson, topic: intent }
  return topic?.wantsNoAnswer
    ? callPerson({ why: `topic:${intent}` }, () => [said], next)
    : toPerson({ why: `topic:${intent}` }, said, next)
}

/** Words of asking and greeting only: "cho tui phản ánh cái" tells nothing yet. */
const openers = new Set(
  (
    'alo a ah oi u da vang toi tui t minh em con chau bac co chu anh chi ong ba cho xin muon can nho hoi gui bao phuong cai nay mot chut viec ti ' +
    'phan anh kien nghi gop y de nghi y phieu danh gia khen xem cong khai van de voi nhe nha ak ad shop can bo hello hi i want to report a problem please would like'
  ).split(' ')
)
const tellsSomething = (text: string): boolean =>
  plain(text)
    .split(' ')
    .filter((syllable) => syllable !== '' && !openers.has(syllable)).length >= 2

/** Without marks "cau", "cho", "duong" are too many things to be a place by themselves. */
const placeWords = saysAnyMarked(
  'số nhà|nhà số|số \\d+\\w*|ngõ|ngách|kiệt|hẻm|tổ \\d+|tổ dân phố|tdp|khu phố|kp \\d+|thôn|xóm|ấp|nhà văn hóa|nhà văn hoá|công viên|nghĩa trang|' +
    'trường (?:học|mầm|tiểu|cấp|thcs|thpt)|ngã (?:ba|tư|năm|3|4|5)|chung cư|bờ (?:hồ|sông|kè)|trạm (?:y tế|biến áp)|gốc đa|' +
    '(?:trước|sau|đầu|cuối|cạnh|gần|đối diện|bên|chỗ|ở|tại|ngay|dưới|trên|ngoài) (?:cổng|cửa|nhà|chợ|trường|chùa|đình|đền|cầu|ngõ|đường|phố|ao|hồ|quán|tiệm|bến|kênh|mương|làng|bản|chỗ)|' +
    '(?:đường|phố) (?:số \\d+|\\d+|từ|trước|vào|ra|lên|xuống|dx\\d+)|near|street|road|alley|in front of|behind|next to'
)
const namesPlace = ({ text, entities }: Meaning): boolean => entities.neighbourhood !== undefined || placeWords(text)

/** Plainly another wish: the question asked here is given up for it. What sounds like an accusation never becomes a report. */
const leading: readonly Intent[] = [
  'dossier_status',
  'procedure_info',
  'human',
  'unsubscribe',
  'my_data',
  'verify_message',
  'condolence',
  'deny',
  'thanks_bye',
  'letter_problem',
  'emergency',
]
const turnsAway = (meaning: Meaning, own: Intent): boolean =>
  meaning.intent === 'complaint_denunciation' ||
  (isSure(meaning) && meaning.intent !== own && leading.includes(meaning.intent))
