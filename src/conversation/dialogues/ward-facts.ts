import { formatDate } from '../../platform/ward-time.ts'
import { inOneBubble, type Saying } from '../../ward/message/message.ts'
import type { AskedFact } from '../../ward/ward-fact/asked-facts.ts'
import type { FactAnswer } from '../../ward/ward-fact/find-ward-facts.ts'
import { ask, say, sayAndWait, type Dialogue, type State, type Step, type Who } from '../dialogue.ts'
import { asksBack } from './asks-back.ts'
import { hoursWords, personChoice, toPerson } from './call-person.ts'
import { isSure } from './is-sure.ts'
import { plain } from './syllables-in.ts'
import { inSentence } from './welcome.ts'

const askingNeighbourhood: State = { dialogue: 'ward_facts', step: 'asking_neighbourhood' }

/** Hours, address, phone, people in public roles: what anybody may ask of the ward, from its own rows. */
export const wardFactsDialogue: Dialogue = {
  waitsIn: ['asking_neighbourhood'],
  begin({ text, entities }, who) {
    const { date, neighbourhood } = entities
    return ask('find_ward_facts', { words: text, date, neighbourhood }, (facts) =>
      asksWhomToSee(text) ? whomToSee(facts, who) : answer(facts, who)
    )
  },
  hear(state, heard, who) {
    if (state.step !== 'asking_neighbourhood' || heard.kind !== 'words') return null
    const { entities, intent, text } = heard.meaning
    if (entities.neighbourhood === undefined && asksBack(text)) return null
    if (
      isSure(heard.meaning) &&
      intent !== 'office_info' &&
      intent !== 'subscribe' &&
      entities.neighbourhood === undefined
    )
      return null
    const neighbourhood =
      entities.neighbourhood ?? plain(text).replace(/^(to dan pho|khu pho|to|thon|khu|so|kp|tdp)\s+/, '')
    return ask('find_ward_facts', { asked: ['head'], neighbourhood }, (facts) =>
      facts.head === null ? passOn('ward_facts.neighbourhood_unknown') : answer(facts, who)
    )
  },
}

function answer(facts: FactAnswer, who: Who): Step {
  if (facts.asked.includes('head') && facts.head === null) {
    return sayAndWait(askingNeighbourhood, { say: 'ward_facts.which_neighbourhood', choices: [personChoice] })
  }
  if (facts.head !== null && facts.head.name === null) return passOn('ward_facts.head_unknown')
  const said = facts.asked.flatMap((fact) => sayingsOf(fact, facts, who))
  if (facts.asked.length > 0 && said.length === 0) return passOn('ward_facts.unknown')
  return say(...(said.length > 0 ? fewBubbles(said) : overview(facts, who)))
}

const mostSentences = 3

/** Short facts share a bubble. */
const fewBubbles = (said: readonly Saying[]): Saying[] =>
  said.reduce<Saying[]>((bubbles, one) => {
    const last = bubbles.at(-1)
    const fits = last !== undefined && sentencesOf(last) + sentencesOf(one) <= mostSentences
    return fits ? [...bubbles.slice(0, -1), inOneBubble(last, one)] : [...bubbles, one]
  }, [])

const sentencesOf = ({ and = [] }: Saying): number => 1 + and.length

function whomToSee(facts: FactAnswer, who: Who): Step {
  const [place, ...times] = overview(facts, who)
  return say(inOneBubble({ say: 'ward_facts.counter' }, ...(place ? [place] : [])), ...times)
}

/** "ra phường gặp ai": the counter is where everything begins, with its address and hours. */
export const asksWhomToSee = (text: string): boolean =>
  /^(?:\S+ ){0,5}(?:ra|len|toi|den|qua|vo|vao) (?:phuong|uy ban|ubnd|tru so|do|day|noi)(?: (?:thi|la|roi|can|phai|se))* gap ai(?: (?:vay|day|ha|he|hi|nhi|con|chau|em|a))*$/.test(
    plain(text)
  )

const passOn = (key: string): Step => toPerson({ why: 'topic:office_info' }, { say: key })

function sayingsOf(fact: AskedFact, facts: FactAnswer, who: Who): Saying[] {
  switch (fact) {
    case 'head':
      return facts.head === null ? [] : headSayings(facts.head)
    case 'person':
      return facts.people.map(({ label, name, phone }) => named('role', label, name, phone))
    case 'place':
      return facts.places.map(({ label, where, phone }) => named('place', label, where, phone))
    case 'holiday':
      return facts.holiday === null ? [] : [holidaySaying(facts.holiday, who)]
    case 'hours':
      return hoursSayings(facts, who)
    case 'address':
      return facts.address === null ? [] : [{ say: 'ward_facts.address', with: { address: facts.address } }]
    case 'email':
      return facts.email === null ? [] : [{ say: 'ward_facts.email', with: { email: facts.email } }]
    case 'website':
      return facts.website === null ? [] : [{ say: 'ward_facts.website', with: { website: facts.website } }]
    case 'phone':
      return facts.hotline === null ? [] : [{ say: 'ward_facts.hotline', with: { phone: facts.hotline } }]
  }
}

/** "ông" or "bà" stands before a head's name where it is known; a wrong one would be worse than none. */
const headBy = ({ gender }: NonNullable<FactAnswer['head']>): 'head' | 'head_male' | 'head_female' =>
  gender === null ? 'head' : `head_${gender}`

/** Who heads a neighbourhood, and the phone that is published. */
export const headSayings = (head: NonNullable<FactAnswer['head']>): Saying[] => [
  named(headBy(head), inSentence(head.neighbourhood), head.name ?? '', head.phone),
]

const named = (
  kind: 'head' | 'head_male' | 'head_female' | 'role' | 'place',
  label: string,
  name: string,
  phone: string | null
): Saying =>
  phone === null
    ? { say: `ward_facts.${kind}`, with: { label, name } }
    : { say: `ward_facts.${kind}_phone`, with: { label, name, phone } }

function holidaySaying({ name, from, to, provisional }: NonNullable<FactAnswer['holiday']>, who: Who): Saying {
  const values = { name, from: formatDate(from, who.language), to: formatDate(to, who.language) }
  if (provisional) return { say: 'ward_facts.holiday_provisional', with: values }
  return { say: from === to ? 'ward_facts.holiday_day' : 'ward_facts.holiday', with: values }
}

function hoursSayings({ opening }: FactAnswer, who: Who): Saying[] {
  const { date, spans, holiday, isToday, openNow, next, provisional } = opening
  const values = { date, hours: hoursWords(spans, who) }
  const later: Saying[] =
    next === null
      ? []
      : [{ say: 'ward_facts.next_opening', with: { date: next.date, hours: hoursWords(next.spans, who) } }]
  if (spans.length === 0) {
    const closed: Saying =
      holiday === null
        ? { say: 'ward_facts.closed', with: { date } }
        : { say: 'ward_facts.closed_holiday', with: { date, holiday } }
    return [inOneBubble(closed, ...later)]
  }
  const day = isToday ? (openNow ? 'ward_facts.hours_now' : 'ward_facts.hours_today') : 'ward_facts.hours_on'
  const doubt: Saying[] = provisional ? [{ say: 'ward_facts.provisional' }] : []
  return [inOneBubble({ say: day, with: values }, ...later, ...doubt)]
}

function overview(facts: FactAnswer, who: Who): Saying[] {
  const where = sayingsOf('address', facts, who)
  const [first, ...more] = (['hours', 'phone'] as const).flatMap((fact) => sayingsOf(fact, facts, who))
  return first === undefined ? where : [...where, { ...inOneBubble(first, ...more), choices: [personChoice] }]
}
