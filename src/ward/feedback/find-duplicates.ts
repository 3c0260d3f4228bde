import { loadPlaces } from '../place/load-places.ts'
import { placeLabel } from '../place/place.ts'
import type { Work } from '../work.ts'
import { workedOnStatuses } from './feedback.ts'
import { textOf, titleOf, type FeedbackRow } from './feedback-row.ts'
import { redact } from './redact.ts'
import type { Duplicate } from './report-chat.ts'
import { contentWords, topicsOf } from './report-words.ts'

const mostShown = 2
/** Candidates of one place whose words are read; a place with more open reports has another problem. */
const mostRead = 40

type About = Pick<FeedbackRow, 'id' | 'conversationId' | 'placeId' | 'neighbourhoodId'>

/**
 * Open reports at the same place about the same thing, likeliest first. Of a private report only its subject and place are
 * given away, never its words; restricted ones never.
 */
export async function findDuplicates(work: Work, about: About, text: string): Promise<Duplicate[]> {
  const where =
    about.placeId !== null
      ? { placeId: about.placeId }
      : about.neighbourhoodId !== null
        ? { neighbourhoodId: about.neighbourhoodId }
        : null
  if (where === null) return []
  const rows = (await work.db.feedback.findMany({
    where: {
      ...where,
      status: { in: [...workedOnStatuses] },
      restricted: null,
      id: { not: about.id },
      OR: [{ conversationId: null }, { conversationId: { not: about.conversationId ?? about.id } }],
    },
    orderBy: { id: 'desc' },
    take: mostRead,
  })) as FeedbackRow[]
  const [topics, words, places] = [topicsOf(text), contentWords(text), await loadPlaces(work)]
  const around =
    about.neighbourhoodId === null
      ? null
      : await work.db.neighbourhood.findFirst({
          where: { id: about.neighbourhoodId },
          select: { id: true, name: true },
        })
  const nameAround = ({ neighbourhoodId }: FeedbackRow): string =>
    around !== null && around.id === neighbourhoodId ? around.name : ''
  return rows
    .map((row) => ({ row, text: textOf(work, row) }))
    .map((one) => ({ ...one, score: likeness({ topics, words }, one.text, about.placeId !== null) }))
    .filter(({ score }) => score >= 1)
    .sort((a, b) => b.score - a.score)
    .slice(0, mostShown)
    .map(({ row, text: other }) => {
      const place = places.find(({ id }) => id === row.placeId)
      const isOpenly = row.visibility === 'public' || row.visibility === 'public_without_name'
      return {
        code: row.code!,
        topic: topicsOf(other).find((topic) => topics.includes(topic)) ?? row.field ?? 'other',
        place: place === undefined ? nameAround(row) : placeLabel(place, places),
        words: isOpenly ? redact(titleOf(other)) : null,
        submittedAt: row.submittedAt!,
        dueAt: row.dueAt,
      }
    })
}

/** At one place the same subject is enough; in a whole neighbourhood the words must be alike too. */
function likeness(
  { topics, words }: { topics: readonly string[]; words: readonly string[] },
  other: string,
  samePlace: boolean
): number {
  const sameTopic = topicsOf(other).some((topic) => topics.includes(topic))
  const theirs = new Set(contentWords(other).filter((word) => !/^\d/.test(word)))
  const ours = words.filter((word) => !/^\d/.test(word))
  const shared = ours.filter((word) => theirs.has(word)).length
  const overlap = shared / Math.max(1, Math.min(ours.length, theirs.size))
  if (samePlace) return (sameTopic ? 1 : 0) + overlap
  return sameTopic && overlap >= 0.4 ? 1 + overlap : 0
}
