import type { Meaning } from '../../understanding/meaning.ts'
import type { ProcedureShown } from '../../ward/procedure/read-procedures.ts'
import { ask, say, sayAndWait, type Dialogue, type State, type Step, type Who } from '../dialogue.ts'
import { answerBy, callPerson, personChoice } from './call-person.ts'
import { aspectsIn, procedureSayings, toneOf, type Aspect } from './procedure-sayings.ts'

const state = (step: string, memory: Readonly<Record<string, unknown>> = {}): State => ({
  dialogue: 'procedure',
  step,
  ...memory,
})

/** How to do things at the ward: what was asked first, then the rest in short; asks back where two procedures fit. */
export const procedureDialogue: Dialogue = {
  begin({ text }, who) {
    if (text.trim() === '') return sayAndWait(state('asking_what'), { say: 'procedure.ask_what' })
    return search(text, who, { isSecondTry: false })
  },
  hear(where, heard, who) {
    if (heard.kind === 'choice') return chosen(heard.choiceId, where, who)
    if (heard.kind !== 'words') return null
    const { meaning } = heard
    switch (where.step) {
      case 'asking_what':
        return isElsewhere(meaning) ? null : search(meaning.text, who, { isSecondTry: false })
      case 'asking_again':
        return isElsewhere(meaning) ? null : search(meaning.text, who, { isSecondTry: true })
      case 'choosing':
        return isElsewhere(meaning)
          ? null
          : search(`${String(where.words)} ${meaning.text}`, who, { isSecondTry: true })
      case 'shown':
        return followUp(String(where.id), meaning, who)
      default:
        return null
    }
  },
}

/** Wishes that come up beside this one and are never an answer to "which procedure". */
const nearby = new Set([
  'procedure_info',
  'office_info',
  'other_agency',
  'disclosure_info',
  'out_of_scope',
  'birth_greeting',
  'marriage_greeting',
  'affirm',
])

const isElsewhere = ({ decision, intent }: Meaning): boolean =>
  intent === 'complaint_denunciation' || (decision === 'act' && !nearby.has(intent))

function search(words: string, who: Who, { isSecondTry }: { isSecondTry: boolean }): Step {
  return ask('find_procedures', { words }, (found) => {
    switch (found.kind) {
      case 'one':
        return show(found.procedure, words, who)
      case 'several': {
        const choices = found.procedures.map(({ id, name }) => ({
          id: `procedure:${id}`,
          label: 'procedure.choice',
          with: { name },
        }))
        return sayAndWait(state('choosing', { words: words.slice(0, 300) }), {
          say: 'procedure.which',
          choices: [...choices, personChoice],
        })
      }
      case 'none':
        if (!isSecondTry)
          return sayAndWait(state('asking_again'), { say: 'procedure.not_found', choices: [personChoice] })
        return callPerson({ why: 'topic:procedure_info' }, (opened) => [
          { say: 'procedure.to_person' },
          answerBy(opened, who),
        ])
    }
  })
}

const show = (
  procedure: ProcedureShown,
  words: string,
  who: Who,
  aspect: Aspect = aspectsIn(words)[0] ?? 'papers'
): Step =>
  sayAndWait(
    state('shown', { id: procedure.id }),
    ...procedureSayings(procedure, aspect, toneOf(procedure, words), who)
  )

/** "Phí bao nhiêu?" after an answer is about the same procedure, unless the words name another. */
function followUp(id: string, meaning: Meaning, who: Who): Step | null {
  const [aspect] = aspectsIn(meaning.text)
  if (aspect === undefined || isElsewhere(meaning)) return null
  return ask('find_procedures', { words: meaning.text }, (found) =>
    found.kind === 'one' && found.procedure.id !== id
      ? show(found.procedure, meaning.text, who)
      : showById(id, '', who, aspect)
  )
}

const showById = (id: string, words: string, who: Who, aspect?: Aspect): Step =>
  ask('show_procedure', { id }, (procedure) =>
    procedure === null
      ? sayAndWait(state('asking_again'), { say: 'procedure.gone' })
      : show(procedure, words, who, aspect)
  )

/** `procedure:<id>` · `procedure:online:<id>` · `procedure:ask:<words>` */
function chosen(choiceId: string, where: State, who: Who): Step | null {
  const [subject, first = '', second = ''] = choiceId.split(':')
  if (subject !== 'procedure' || first === '') return null
  if (first === 'ask') return search(second, who, { isSecondTry: false })
  if (first === 'online') return say({ say: 'procedure.how_online', choices: [personChoice] })
  return showById(first, where.step === 'choosing' ? String(where.words) : '', who)
}
