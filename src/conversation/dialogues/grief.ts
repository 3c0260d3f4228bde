import type { Intent } from '../../understanding/meaning.ts'
import type { Saying } from '../../ward/message/message.ts'
import { ask, say, sayAndWait, type Dialogue, type State, type Step, type Who } from '../dialogue.ts'
import { callPerson } from './call-person.ts'
import { isSure } from './is-sure.ts'
import { procedureSayings } from './procedure-sayings.ts'
import { plain, saysAny, saysAnyMarked } from './syllables-in.ts'

const offering: State = { dialogue: 'grief', step: 'offering' }

const wantsSomebody = saysAny(
  'nho|giup|ho tro|vieng|phung|tham|thap huong|nen huong|nen nhang|den|cu nguoi|cu doan|xin|muon|de nghi|mong|bao voi phuong|loi chia buon|dieu van|help|visit'
)
const asksPapers = saysAny('giay to|giay(?! moi)|thu tuc|khai tu|bao tu|chung tu|can gi|can nhung gi|mai tang|papers?')
const asksWhatNext = saysAny('lam gi|lam sao|lam the nao|tinh sao|bat dau tu dau|what (?:do|should) (?:i|we) do')
/** What a mourner asks next is still about the death. */
const ofThis: ReadonlySet<Intent> = new Set(['condolence', 'procedure_info', 'help'])

const since =
  '(?:rồi|rùi|hôm|hổm|bữa|hồi|tuần|tháng|sáng|trưa|chiều|tối|đêm|khuya|lúc|mấy (?:ngày|bữa|hôm|tuần)|được|đột ngột|cách|ngày|năm)'
const own = '(?: (?:nhà|nội|ngoại|tôi|tui|em|mệ|qua|con|cháu|mình|anh|chị|trai|gái|vợ|chồng|ta|ấy|nó|tao)){0,3}'
const died = (kin: string): string =>
  `(?<!của )(?:${kin})${own} (?:(?:mới|vừa|vừa mới|đã|bị bệnh) )?(?:mất|chết)(?: ${since}|$)`
const kin = 'ông|bà|ôn|mệ|mẹ|cha|bố|ba|tía|cụ|bác|chú|dì|cậu|mợ|chồng|vợ'
const saysDied = saysAnyMarked(`${died(kin)}|${died('má|mạ|cô').replaceAll('{0,3}', '{1,3}')}`)

/** "Ôn nhà mệ mất tuần trước rồi": somebody of the family has died, in whatever dialect; nothing was lost. */
export const tellsOfDeath = (text: string): boolean => saysDied(text.trim()) || saysDiedInEnglish(text)

const saysDiedInEnglish = saysAny('(?:my|our|his|her)(?: \\S+){1,3} (?:has |have |just )*(?:died|passed away|is dead)')

/** Somebody of the street tells it: the family is asked before anything is done. */
const isNeighbour = saysAny(
  'hang xom|(?:cuoi|dau|trong|cung) (?:xom|ngo|ngach|to|hem|kiet)|nha (?:ben|doi dien|ke ben|sat vach)|canh nha|nguoi thue tro|nha (?:thue )?tro|xom (?:toi|em|tui|ba|con)|neighbour'
)
const wantsVisit = saysAny('vieng|phung|tham|thap huong|nen huong|nen nhang|cu nguoi|cu doan|den chia buon')

/** What was told waits for an official; a chat by itself takes nobody from a list. A button alone tells of nobody. */
function then(step: Step, told: { words: string; visit: boolean }): Step {
  if (told.words.trim() === '') return step
  if ('ask' in step) return { ask: step.ask, then: (outcome: never) => then(step.then(outcome), told) }
  return ask('tell_death', told, () => step)
}

/** A death: sympathy first and alone, papers only when asked for, nothing cheerful after. */
export const griefDialogue: Dialogue = {
  begin({ text }, who) {
    const sorry: Saying = { say: 'grief.sorry' }
    const words = text.normalize('NFC').slice(0, 500)
    const told = { words, visit: wantsVisit(text) }
    if (isNeighbour(text))
      return then(
        callPerson({ why: 'topic:condolence' }, () => [{ say: 'grief.neighbour' }]),
        told
      )
    if (!asksPapers(text) && wantsSomebody(text)) return then(callSomebody([sorry], who), told)
    const offer = sayAndWait(offering, sorry, {
      say: 'grief.no_hurry',
      choices: [
        { id: 'grief:call', label: 'grief.button.call' },
        { id: 'grief:later', label: 'grief.button.later' },
        { id: 'grief:papers', label: 'grief.button.papers' },
      ],
    })
    return then(offer, told)
  },
  hear(state, heard, who) {
    if (heard.kind === 'choice') return chosen(heard.choiceId, who)
    if (heard.kind !== 'words' || state.step !== 'offering') return null
    const { meaning } = heard
    if (meaning.intent === 'affirm' || meaning.intent === 'human') return callSomebody([], who)
    if (meaning.intent === 'deny' || meaning.intent === 'thanks_bye') return say({ say: 'grief.later' })
    if (isSure(meaning) && !ofThis.has(meaning.intent)) return null
    if (asksPapers(meaning.text)) return papers(who, /mai tang/.test(plain(meaning.text)) ? funeralHelp : undefined)
    if (wantsSomebody(meaning.text) || meaning.entities.phones.length > 0) return callSomebody([], who)
    // "giờ tôi phải làm gì": not what else the ward does
    return (isSure(meaning) && meaning.intent === 'help') || asksWhatNext(meaning.text) ? papers(who) : null
  },
}

function chosen(choiceId: string, who: Who): Step | null {
  switch (choiceId) {
    case 'grief:call':
      return callSomebody([], who)
    case 'grief:later':
      return say({ say: 'grief.later' })
    case 'grief:papers':
      return papers(who)
    default:
      return null
  }
}

const callSomebody = (before: readonly Saying[], _who: Who): Step =>
  callPerson({ why: 'topic:condolence' }, ({ answerDueAt }) => [
    ...before,
    { say: 'grief.called', with: { at: answerDueAt.toISOString() } },
  ])

const funeralHelp = 'hỗ trợ chi phí mai táng'

/** The papers of a death, without the questions and offers of other answers. */
const papers = (who: Who, words = 'đăng ký khai tử'): Step =>
  ask('find_procedures', { words }, (found) => {
    if (found.kind === 'none') return callSomebody([], who)
    const id = found.kind === 'one' ? found.procedure.id : (found.procedures[0]?.id ?? '')
    return ask('show_procedure', { id }, (procedure) => {
      if (procedure === null) return callSomebody([], who)
      const sayings = procedureSayings(procedure, 'papers', 'plain', who).map((saying) => ({
        ...saying,
        choices: undefined,
      }))
      const offer: Saying = {
        say: 'grief.papers_offer',
        choices: [
          { id: 'grief:call', label: 'grief.button.call' },
          { id: 'grief:later', label: 'grief.button.later' },
        ],
      }
      return sayAndWait(offering, ...sayings, offer)
    })
  })
