import { strip } from '../../platform/vietnamese/strip.ts'

/**
 * How content people are, told both ways: as Quyết định 766/QĐ-TTg counts it (who says nothing is content), and of those
 * who said something, with how many that were.
 */

/** How many gave 1, 2, 3, 4, 5. */
export type Levels = readonly [number, number, number, number, number]

export const noLevels: Levels = [0, 0, 0, 0, 0]

/** From this score on somebody is content: "hài lòng" and "rất hài lòng". */
export const contentFrom = 4

/** A part of a whole, kept whole: "528/528" is said, never a rounded figure alone. */
export type Share = { part: number; total: number }

export const ballotSources = ['paper', 'device', 'online'] as const
export type BallotSource = (typeof ballotSources)[number]

export const addLevels = (one: Levels, other: Levels): Levels =>
  one.map((count, i) => count + other[i]!) as unknown as Levels

export const ratedIn = (levels: Levels): number => levels.reduce((sum, count) => sum + count, 0)

export const contentIn = (levels: Levels): number =>
  levels.slice(contentFrom - 1).reduce((sum, count) => sum + count, 0)

/** 1 and 2. */
export const discontentIn = (levels: Levels): number => levels[0] + levels[1]

/** The mean mark to two places; null where nobody rated. */
export function meanOf(levels: Levels): number | null {
  const rated = ratedIn(levels)
  if (rated === 0) return null
  return Math.round((levels.reduce((sum, count, i) => sum + count * (i + 1), 0) / rated) * 100) / 100
}

/** In per cent to one place; null of nothing. */
export const percentOf = ({ part, total }: Share): number | null =>
  total === 0 ? null : Math.round((part / total) * 1_000) / 10

/** Papers of a death: nobody is asked how content they were (domain practice: never in a family's grief). */
export const isOfBereavement = (procedureName: string): boolean =>
  /(?<![a-z])(?:khai tu|mai tang|tu tuat|tu tran|qua doi|hoa tang)(?![a-z])/.test(strip(procedureName).toLowerCase())

export type Figures = {
  /** Answers given, results handed over, ballots handed out. */
  asked: number
  rated: number
  response: Share
  levels: Levels
  mean: number | null
  /** 4 and 5 of those who rated. */
  content: Share
}

export const figuresOf = (asked: number, levels: Levels): Figures => ({
  asked,
  rated: ratedIn(levels),
  response: { part: ratedIn(levels), total: asked },
  levels,
  mean: meanOf(levels),
  content: { part: contentIn(levels), total: ratedIn(levels) },
})
