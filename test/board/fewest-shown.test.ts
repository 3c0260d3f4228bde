import { h } from 'preact'
import { render } from 'preact-render-to-string'
import { describe, expect, test } from 'vitest'
import { SatisfactionTotals } from '../../src/board/desk-pages.tsx'
import { FundTotals } from '../../src/board/fund-page.tsx'
import { loadTranslate } from '../../src/platform/i18n.ts'
import { fundKinds, type FundReport } from '../../src/ward/fund/fund.ts'
import type { SatisfactionReport } from '../../src/ward/satisfaction/report-satisfaction.ts'
import { contentIn, figuresOf, noLevels, type Levels } from '../../src/ward/satisfaction/satisfaction.ts'

const t = await loadTranslate()

describe('the fund in public', () => {
  const page = (birth: number, marriage: number, condolence: number): string => {
    const cases = { birth, marriage, condolence, longevity: 0 }
    const spentOf = {
      birth: birth * 100_000,
      marriage: marriage * 100_000,
      condolence: condolence * 270_000,
      longevity: 0,
    }
    const sum = (of: Record<string, number>) => fundKinds.reduce((whole, kind) => whole + of[kind]!, 0)
    const report: FundReport = {
      ...{ until: '2026-11-25', cases, spentOf, depositedDong: 0, balanceDong: 0 },
      ...{ allCases: sum(cases), spentDong: sum(spentOf) },
    }
    return render(h(FundTotals, { t, report }))
  }

  test('tells no total from which the one family of a hidden kind could be worked out', () => {
    const seen = page(10, 0, 1)
    expect(seen).toContain('khai sinh: 10 trường hợp')
    expect(seen).not.toContain('11 trường hợp')
    expect(seen).not.toContain('1.270.000')
  })
  test('with one case in all tells nothing of it', () => {
    expect(page(0, 0, 1)).not.toContain('270.000')
  })
  test('tells the total where nothing is hidden, and where enough families are hidden together', () => {
    expect(page(10, 0, 6)).toContain('16 trường hợp')
    expect(page(10, 3, 3)).toContain('16 trường hợp')
  })
})

describe('satisfaction in public', () => {
  type Unit = { unit: string; asked: number; levels: Levels }
  const page = (units: readonly Unit[], dossiers: Levels = noLevels): string => {
    const add = (at: number) => units.reduce((sum, { levels }) => sum + levels[at]!, 0)
    const levels = [add(0), add(1), add(2), add(3), add(4)] as const
    const asked = units.reduce((sum, one) => sum + one.asked, 0)
    const report: SatisfactionReport = {
      feedback: { ...figuresOf(asked, levels), reopened: 0, late: 0 },
      dossiers: figuresOf(40, dossiers),
      decision766: {
        onTime: { part: asked, total: asked },
        notDissatisfied: { part: asked - levels[0] - levels[1], total: asked },
        procedures: { part: 40 - dossiers[0] - dossiers[1], total: 40 },
      },
      ...{ reasons: {}, kinds: {} },
      byUnit: units.map(({ unit, ...one }) => ({ unit, ...figuresOf(one.asked, one.levels) })),
    }
    expect(report.feedback.content.part).toBe(contentIn(levels))
    return render(h(SatisfactionTotals, { t, report, period: { from: '2026-01-01', to: '2026-11-25' } }))
  }

  test('a unit’s marks are not told where the whole less the units shown would be the marks of a few', () => {
    const seen = page([
      { unit: 'Địa chính', asked: 20, levels: [0, 0, 0, 8, 4] },
      { unit: 'Tư pháp', asked: 9, levels: [0, 0, 0, 6, 1] },
      { unit: 'Công an', asked: 3, levels: [2, 0, 0, 0, 0] },
    ])
    expect(seen).toContain('Địa chính: trả lời 20 phiếu, hài lòng 12/12')
    expect(seen).toContain('Tư pháp: trả lời 9 phiếu.')
    expect(seen).toContain('Công an: trả lời 3 phiếu.')
  })
  test('by Decision 766 nothing is told that gives the marks of a few', () => {
    const seen = page([{ unit: 'Địa chính', asked: 31, levels: [2, 0, 0, 0, 0] }], [1, 0, 0, 0, 0])
    expect(seen).not.toContain('29/31')
    expect(seen).not.toContain('39/40')
    const many = page([{ unit: 'Địa chính', asked: 31, levels: [2, 0, 0, 4, 0] }], [1, 0, 0, 5, 0])
    expect(many).toContain('29/31')
    expect(many).toContain('39/40')
  })
})
