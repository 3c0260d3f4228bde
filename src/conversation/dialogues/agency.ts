import type { Agency } from '../../ward/agency/agency.ts'
import type { AgencyFound } from '../../ward/agency/find-agency.ts'
import type { Saying } from '../../ward/message/message.ts'
import { ask, say, sayAndWait, type Dialogue, type State, type Step, type Who } from '../dialogue.ts'
import { answerBy, callPerson, personChoice } from './call-person.ts'
import { isSure } from './is-sure.ts'

const asking: State = { dialogue: 'agency', step: 'asking_what' }
const choosing: State = { dialogue: 'agency', step: 'choosing' }

/** What another body does: who, where, which number. A number the ward does not have is not given. */
export const agencyDialogue: Dialogue = {
  begin(meaning, who) {
    if (meaning.text.trim() === '') return sayAndWait(asking, { say: 'agency.ask_what' })
    return ask('find_agency', { words: meaning.text }, (found) => answer(found, who))
  },
  hear(state, heard, who) {
    if (heard.kind === 'choice') {
      const [, code] = heard.choiceId.split('agency:')
      return code === undefined ? null : ask('find_agency', { code }, (found) => answer(found, who))
    }
    if (heard.kind !== 'words' || state.step !== 'asking_what') return null
    const { intent, text } = heard.meaning
    if (isSure(heard.meaning) && intent !== 'other_agency') return null
    return ask('find_agency', { words: text }, (found) => answer(found, who))
  },
}

function answer(found: AgencyFound, who: Who): Step {
  switch (found.kind) {
    case 'one':
      return say(...details(found.agency))
    case 'several': {
      const choices = found.agencies.map(({ code, name }) => ({
        id: `agency:${code}`,
        label: 'agency.choice',
        with: { name },
      }))
      return sayAndWait(choosing, { say: 'agency.which', choices: [...choices, personChoice] })
    }
    case 'none':
      return callPerson({ why: 'topic:other_agency' }, (opened) => [{ say: 'agency.unknown' }, answerBy(opened, who)])
  }
}

function details({ name, phone, address, hours }: Agency): Saying[] {
  const where = [address, hours].filter((part) => part !== null).join(' · ')
  const reach: Saying =
    phone === null ? { say: 'agency.no_phone', choices: [personChoice] } : { say: 'agency.phone', with: { phone } }
  const place: Saying[] = where === '' ? [] : [{ say: 'agency.where', with: { where } }]
  return [{ say: 'agency.who', with: { name } }, ...place, reach]
}
