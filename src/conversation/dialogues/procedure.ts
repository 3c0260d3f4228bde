import type { Meaning } from '../../understanding/meaning.ts'
import type { ProcedureShown } from '../../ward/procedure/read-procedures.ts'
import { ask, say, sayAndWait, type Dialogue, type State, type Step, type Who } from '../dialogue.ts'
import { tellsTrouble } from '../tells-trouble.ts'
import { toPerson, personChoice } from './call-person.ts'
import { inVietnamese } from './english-procedures.ts'
import { isSure } from './is-sure.ts'
import { aspectsIn, briefSaying, namesNoMatter, procedureSayings, toneOf } from './procedure-sayings.ts'

const state = (step: string, memory: Readonly<Record<string, unknown>> = {}): State => ({
  dialogue: 'procedure',
  step,
  ...memory,
})

/** How to do things at the ward: what was asked first, then the rest in short; asks back where two procedures fit. */
export const procedureDialogue: Dialogue = {
  begin({ text }, who) {
    if (text.trim() === '') return askWhat()
    return search(text, who, { isSecondTry: false })
  },
  hear(where, heard, who) {
    if (heard.kind === 'choice') return chosen(heard.choiceId, where, who)
    if (heard.kind !== 'words' || isElsewhere(heard.meaning)) return null
    const { meaning } = heard
    switch (where.step) {
      case 'asking_what':
        return search(meaning.text, who, { isSecondTry: false })
      case 'asking_again':
        return search(meaning.text, who, { isSecondTry: true })
      case 'choosing':
        return narrow(where, meaning.text, who)
      case 'shown':
        return followUp(String(where.id), meaning, who)
      default:
        return null
    }
  },
}

/** Wishes a short question about papers, fees or places is easily taken for. */
const nearby: ReadonlySet<string> = new Set([
  'procedure_info',
  'office_info',
  'other_agency',
  'disclosure_info',
  'out_of_scope',
  'birth_greeting',
  'marriage_greeting',
  'affirm',
])

const isElsewhere = (meaning: Meaning): boolean =>
  meaning.intent === 'complaint_denunciation' ||
  tellsTrouble(meaning) ||
  (isSure(meaning) && !nearby.has(meaning.intent))

function search(words: string, who: Who, { isSecondTry }: { isSecondTry: boolean }): Step {
  return ask('find_procedures', { words: asSearched(words, who) }, (found) => {
    if (found.kind === 'one') return show(found.procedure, words, who)
    if (found.kind === 'several') return askWhich(found.procedures, words)
    if (!isSecondTry && namesNoMatter(words)) return askWhat()
    if (!isSecondTry) return sayAndWait(state('asking_again'), { say: 'procedure.not_found', choices: [personChoice] })
    return toPerson({ why: 'topic:procedure_info' }, { say: 'procedure.to_person' })
  })
}

/**
 * Asked which, somebody says more without choosing ("ừ thế nộp ở đâu hả cháu"). Where that tells the same procedures
 * apart no better, asking the same again helps nobody: the likeliest answers, the others stay one press away.
 */
function narrow(where: State, said: string, who: Who): Step {
  const words = `${String(where.words)} ${said}`
  return ask('find_procedures', { words: asSearched(words, who) }, (found) => {
    if (found.kind === 'one') return show(found.procedure, said, who)
    const asked = Array.isArray(where.ids) ? where.ids.map(String) : []
    if (found.kind !== 'several') return search(words, who, { isSecondTry: true })
    const [likeliest, ...others] = found.procedures
    if (likeliest === undefined || !found.procedures.every(({ id }) => asked.includes(id))) {
      return askWhich(found.procedures, words)
    }
    return ask('show_procedure', { id: likeliest.id }, (procedure) =>
      procedure === null ? gone() : showLikeliest(procedure, others, said, who)
    )
  })
}

/** The answer, and the procedures it could also have been as further buttons. */
function showLikeliest(procedure: ProcedureShown, others: readonly NamedProcedure[], said: string, who: Who): Step {
  const aspect = aspectsIn(said)[0] ?? 'papers'
  const [first, ...rest] = procedureSayings(procedure, aspect, 'plain', who)
  const asked = rest.map((saying) =>
    saying.choices === undefined ? saying : { ...saying, choices: [...others.map(asChoice), personChoice] }
  )
  return sayAndWait(state('shown', { id: procedure.id }), ...(first ? [first] : []), ...asked)
}

const asSearched = (words: string, who: Who): string => (who.language === 'en' ? inVietnamese(words) : words)

type NamedProcedure = { id: string; name: string }

const asChoice = ({ id, name }: NamedProcedure) => ({
  id: `procedure:${id}`,
  label: 'procedure.choice',
  with: { name },
})

function askWhich(procedures: readonly NamedProcedure[], words: string): Step {
  const choices = procedures.map(asChoice)
  const memory = { words: words.slice(0, 300), ids: procedures.map(({ id }) => id) }
  return sayAndWait(state('choosing', memory), { say: 'procedure.which', choices: [...choices, personChoice] })
}

function show(procedure: ProcedureShown, words: string, who: Who): Step {
  const sayings = procedureSayings(procedure, aspectsIn(words)[0] ?? 'papers', toneOf(procedure, words), who)
  return sayAndWait(state('shown', { id: procedure.id }), ...sayings)
}

/** "Phí bao nhiêu?" after an answer is about the same procedure, unless the words name another. */
function followUp(id: string, meaning: Meaning, who: Who): Step | null {
  const [aspect] = aspectsIn(meaning.text)
  if (aspect === undefined) return null
  return ask('find_procedures', { words: asSearched(meaning.text, who) }, (found) => {
    if (found.kind === 'one' && found.procedure.id !== id) return show(found.procedure, meaning.text, who)
    if (found.kind === 'several' && !found.procedures.some((one) => one.id === id)) {
      return askWhich(found.procedures, meaning.text)
    }
    return ask('show_procedure', { id }, (procedure) =>
      procedure === null ? gone() : sayAndWait(state('shown', { id }), briefSaying(procedure, aspect, who))
    )
  })
}

const askWhat = (): Step => sayAndWait(state('asking_what'), { say: 'procedure.ask_what' })

const gone = (): Step => sayAndWait(state('asking_again'), { say: 'procedure.gone' })

/** `procedure:<id>` · `procedure:online:<id>` · `procedure:ask:<words>` */
function chosen(choiceId: string, where: State, who: Who): Step | null {
  const [subject, first = '', second = ''] = choiceId.split(':')
  if (subject !== 'procedure' || first === '') return null
  if (first === 'ask') return search(second, who, { isSecondTry: false })
  if (first === 'online') return say({ say: 'procedure.how_online', choices: [personChoice] })
  const words = where.step === 'choosing' ? String(where.words) : ''
  return ask('show_procedure', { id: first }, (procedure) =>
    procedure === null ? gone() : show(procedure, words, who)
  )
}
