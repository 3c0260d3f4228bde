import { strip } from '../../platform/vietnamese/strip.ts'
import { wardDateOf } from '../../platform/ward-time.ts'
import { loadCalendar } from '../calendar/load-calendar.ts'
import type { Talk } from '../talk.ts'
import type { Work } from '../work.ts'
import { askedFacts, namedFacts, ofKind, type AskedFact } from './asked-facts.ts'
import { dayNamed, holidayNamed, openingOn, type Holiday, type Opening } from './opening.ts'
import type { WardFact } from './ward-fact.ts'

export type FactQuestion = {
  /** What the citizen wrote; `asked` says it outright instead. */
  words?: string
  asked?: readonly AskedFact[]
  date?: string
  neighbourhood?: string
}

export type FactAnswer = {
  asked: readonly AskedFact[]
  address: string | null
  hotline: string | null
  email: string | null
  website: string | null
  opening: Opening
  holiday: Holiday | null
  people: readonly { label: string; name: string; phone: string | null }[]
  places: readonly { label: string; where: string; phone: string | null }[]
  /** null: nobody knows which neighbourhood is meant. `name` null: the ward has no head on record. */
  head: { neighbourhood: string; name: string | null; gender: 'male' | 'female' | null; phone: string | null } | null
}

const mostNamed = 3

/** What the ward says of itself, from its own rows and calendar. People are named only in their public roles. */
export async function findWardFacts(work: Work, talk: Talk, question: FactQuestion): Promise<FactAnswer> {
  const words = question.words ?? ''
  const rows = await work.db.wardFact.findMany({ orderBy: [{ topic: 'asc' }, { label: 'asc' }] })
  const facts: WardFact[] = rows
  const asked = question.asked ?? askedFacts(words, facts)
  const calendar = await loadCalendar(work)
  const today = wardDateOf(work.now)
  const date = question.date ?? dayNamed(words, today) ?? today
  const first = (topic: string) => facts.find((fact) => fact.topic === topic)
  const hotline = first('hotline')
  return {
    asked,
    address: first('office_address')?.value ?? null,
    hotline: hotline?.phone ?? hotline?.value ?? null,
    email: first('email')?.value ?? null,
    website: first('website')?.value ?? null,
    opening: openingOn(calendar, date, work.now),
    holiday: asked.includes('holiday') ? holidayNamed(calendar, words, today) : null,
    people: namedFacts(ofKind(facts, 'role:'), words)
      .slice(0, mostNamed)
      .map(({ label, value, phone }) => ({ label, name: value, phone })),
    places: namedFacts(ofKind(facts, 'place:'), words)
      .slice(0, mostNamed)
      .map(({ label, value, phone }) => ({ label, where: value, phone })),
    head: asked.includes('head') ? await findHead(work, talk, facts, question.neighbourhood) : null,
  }
}

/** The head of the neighbourhood named, or of the one this chat belongs to. */
async function findHead(
  work: Work,
  talk: Talk,
  facts: readonly WardFact[],
  named?: string
): Promise<FactAnswer['head']> {
  const id = named === undefined ? await ownNeighbourhood(work, talk) : null
  if (named === undefined && id === null) return null
  const all = await work.db.neighbourhood.findMany({
    select: {
      id: true,
      code: true,
      name: true,
      head: { select: { fullName: true, gender: true, deceasedAt: true, movedAwayAt: true } },
    },
  })
  const wanted = strip(named ?? '').trim()
  const found = all.find((row) =>
    id !== null
      ? row.id === id
      : strip(row.code) === wanted || strip(row.name) === wanted || strip(row.name).endsWith(` ${wanted}`)
  )
  if (found === undefined) return null
  const published = ofKind(facts, 'role:neighbourhood_head').find((fact) =>
    strip(fact.label).endsWith(strip(found.name))
  )
  const registered =
    found.head !== null && found.head.deceasedAt === null && found.head.movedAwayAt === null ? found.head : null
  const name = published?.value ?? registered?.fullName ?? null
  return {
    neighbourhood: found.name,
    name,
    // a name the ward published is said as it was: with its title, or without one
    gender: registered !== null && registered.fullName === name ? genderOf(registered.gender) : null,
    phone: published?.phone ?? null,
  }
}

const genderOf = (kept: string | null): 'male' | 'female' | null => (kept === 'male' || kept === 'female' ? kept : null)

async function ownNeighbourhood(work: Work, { conversationId }: Talk): Promise<string | null> {
  const row = await work.db.conversation.findFirst({ where: { id: conversationId }, select: { neighbourhoodId: true } })
  return row?.neighbourhoodId ?? null
}
