import type { Agency } from '../../ward/agency/agency.ts'
import type { AgencyFound } from '../../ward/agency/find-agency.ts'
import { inOneBubble, type Saying } from '../../ward/message/message.ts'
import { ask, say, sayAndWait, type Dialogue, type State, type Step } from '../dialogue.ts'
import { personChoice, toPerson } from './call-person.ts'
import { isSure } from './is-sure.ts'

const asking: State = { dialogue: 'agency', step: 'asking_what' }
const choosing: State = { dialogue: 'agency', step: 'choosing' }

/** What another body does: who, where, which number. A number the ward does not have is not given. */
export const agencyDialogue: Dialogue = {
  begin(meaning) {
    if (meaning.text.trim() === '') return sayAndWait(asking, { say: 'agency.ask_what' })
    return ask('find_agency', { words: meaning.text }, (found) => answer(found))
  },
  hear(state, heard) {
    if (heard.kind === 'choice') {
      const [, code] = heard.choiceId.split('agency:')
      return code === undefined ? null : ask('find_agency', { code }, (found) => answer(found))
    }
    if (heard.kind !== 'words' || state.step !== 'asking_what') return null
    const { intent, text } = heard.meaning
    if (isSure(heard.meaning) && intent !== 'other_agency') return null
    return ask('find_agency', { words: text }, (found) => answer(found))
  },
}

/** Words that nobody else could make sense of, where the directory plainly names who does it. */
export const agencyFirst = (words: string, otherwise: Step): Step =>
  ask('find_agency', { words, surely: true }, (found) => (found.kind === 'one' ? answer(found) : otherwise))

function answer(found: AgencyFound): Step {
  switch (found.kind) {
    case 'one':
      return say(details(found.agency))
    case 'several': {
      const choices = found.agencies.map(({ code, name }) => ({
        id: `agency:${code}`,
        label: 'agency.choice',
        with: { name },
      }))
      return sayAndWait(choosing, { say: 'agency.which', choices: [...choices, personChoice] })
    }
    case 'none':
      return toPerson({ why: 'topic:other_agency' }, { say: 'agency.unknown' })
  }
}

function details({ name, phone, address, hours }: Agency): Saying {
  const where = [address, hours].filter((part) => part !== null).join(' · ')
  const reach: Saying =
    phone === null ? { say: 'agency.no_phone', choices: [personChoice] } : { say: 'agency.phone', with: { phone } }
  const place: Saying[] = where === '' ? [] : [{ say: 'agency.where', with: { where } }]
  return inOneBubble({ say: 'agency.who', with: { name } }, ...place, reach)
}
