import type { Meaning } from '../../understanding/meaning.ts'
import type { Saying } from '../../ward/message/message.ts'
import { ask, say, sayAndWait, type Dialogue, type State, type Step } from '../dialogue.ts'
import { callPerson, personChoice, toPerson } from './call-person.ts'
import { offerReceptions } from './reception.ts'
import { isSure } from './is-sure.ts'
import { saysAny } from './syllables-in.ts'

const guiding: State = { dialogue: 'grievance', step: 'guiding' }
const mediating: State = { dialogue: 'grievance', step: 'mediating' }

const aboutLand = saysAny(
  'dat|ranh|ranh gioi|moc|lan|thua|vuon|ruong|nuong|so do|loi di|rao|tuong|bo rao|land|boundary'
)
const isFight = saysAny('danh|dam|chem|doa|hanh hung|de doa|dap|hit|threat\\w*')

/**
 * Complaints and denunciations are made on signed paper or in person (Luật Khiếu nại 2011, Luật Tố cáo 2018 Đ22–23):
 * the chat asks nothing, keeps nothing of what was told, and shows the way. Quarrels of neighbours go to mediation.
 */
export const grievanceDialogue: Dialogue = {
  begin(meaning) {
    if (meaning.intent === 'neighbour_dispute') return mediation(meaning)
    if (meaning.text.trim() === '') return sayAndWait(guiding, guide('grievance.guide_asked'))
    return withhold(guide('grievance.guide'))
  },
  hear(state, heard) {
    if (heard.kind === 'choice') return chosen(heard.choiceId)
    if (heard.kind === 'photo' && state.step === 'guiding') return withhold(guide('grievance.no_more'))
    if (heard.kind !== 'words' || state.step !== 'guiding') return null
    const { intent } = heard.meaning
    if (isSure(heard.meaning) && intent !== 'complaint_denunciation' && intent !== 'report_problem') return null
    return withhold(guide('grievance.no_more'))
  },
}

/** What was written is not kept; those named for such matters learn that somebody needs the way shown. */
const withhold = (saying: Saying): Step =>
  callPerson({ why: 'grievance', restricted: true, forgetWords: true }, () => [saying], guiding)

const guide = (key: string): Saying => ({
  say: key,
  choices: [
    { id: 'grievance:how', label: 'grievance.button.how' },
    { id: 'grievance:reception', label: 'grievance.button.reception' },
    { id: 'grievance:inspectorate', label: 'grievance.button.inspectorate' },
    { id: 'grievance:report', label: 'grievance.button.report' },
  ],
})

function chosen(choiceId: string): Step | null {
  switch (choiceId) {
    case 'grievance:how':
      return sayAndWait(
        guiding,
        { say: 'grievance.how_complaint' },
        { say: 'grievance.how_denunciation', choices: afterHow }
      )
    case 'grievance:reception':
      return offerReceptions()
    case 'grievance:inspectorate':
      return inspectorate()
    case 'grievance:report':
      return say({
        say: 'grievance.as_report',
        choices: [{ id: 'intent:report_problem', label: 'grievance.button.write_report' }, personChoice],
      })
    default:
      return null
  }
}

const afterHow = [
  { id: 'grievance:reception', label: 'grievance.button.reception' },
  { id: 'grievance:inspectorate', label: 'grievance.button.inspectorate' },
]

const inspectorate = (): Step =>
  ask('find_agency', { words: 'thanh tra tỉnh' }, (found) => {
    const agency = found.kind === 'one' ? found.agency : found.kind === 'several' ? found.agencies[0] : undefined
    if (agency === undefined || agency.phone === null) {
      return toPerson({ why: 'topic:citizen_reception', restricted: true }, { say: 'grievance.inspectorate_unknown' })
    }
    return sayAndWait(guiding, { say: 'grievance.inspectorate', with: { name: agency.name, phone: agency.phone } })
  })

function mediation({ text }: Meaning): Step {
  const land = aboutLand(text)
  const papers = { id: 'procedure:ask:hòa giải tranh chấp đất đai', label: 'grievance.button.mediation_papers' }
  const calm: Saying[] = isFight(text) ? [{ say: 'grievance.stay_safe' }] : []
  const how: Saying = {
    say: land ? 'grievance.mediation_land' : 'grievance.mediation',
    choices: land ? [papers, personChoice] : [personChoice],
  }
  return sayAndWait(mediating, ...calm, how)
}
