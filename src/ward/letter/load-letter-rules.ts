import { columnToday } from '../../platform/ward-time.ts'
import type { SendingWindow } from '../message/sending-window.ts'
import type { Work } from '../work.ts'
import type { LetterRules } from './letter.ts'

const loaded = new WeakMap<Work, Promise<LetterRules>>()

/** The ward's own days and hours for letters, read once in a transaction; a row that is missing counts as usual. */
export function loadLetterRules(work: Work): Promise<LetterRules> {
  const known = loaded.get(work)
  if (known) return known
  const rules = read(work)
  loaded.set(work, rules)
  return rules
}

/** What counts where a ward has no row of its own; the rows are `prisma/reference/letter-rules.csv`. */
export const usualLetterRules: LetterRules = {
  birthOnTimeDays: 60,
  birthHoldDays: 3,
  greetingDays: 30,
  condolenceDays: 49,
  condolenceChatDays: 3,
  mourningDays: 49,
  jubileeMourningDays: 100,
  consentDays: 365,
  greeting: { from: '08:00', to: '18:00', taboo: [{ from: '01-01', to: '01-03' }] },
  condolence: { from: '08:00', to: '17:00', taboo: [{ from: '12-29', to: '01-03' }] },
  longevityAges: '70 75 80 85 90 95 100+',
}

async function read(work: Work): Promise<LetterRules> {
  const today = columnToday(work.now)
  const rows = await work.db.lawRule.findMany({
    where: {
      ruleId: { startsWith: 'LETTER.' },
      effectiveFrom: { lte: today },
      OR: [{ effectiveTo: null }, { effectiveTo: { gte: today } }],
    },
    orderBy: { effectiveFrom: 'asc' },
    select: { ruleId: true, offset: true, threshold: true },
  })
  const days = new Map(rows.map((row) => [row.ruleId, row.offset]))
  const words = new Map(rows.map((row) => [row.ruleId, row.threshold]))
  const usual = usualLetterRules
  return {
    birthOnTimeDays: days.get('LETTER.BIRTH.ON_TIME') ?? usual.birthOnTimeDays,
    birthHoldDays: days.get('LETTER.BIRTH.HOLD') ?? usual.birthHoldDays,
    greetingDays: days.get('LETTER.GREETING.AGE') ?? usual.greetingDays,
    condolenceDays: days.get('LETTER.CONDOLENCE.AGE') ?? usual.condolenceDays,
    condolenceChatDays: days.get('LETTER.CONDOLENCE.CHAT') ?? usual.condolenceChatDays,
    mourningDays: days.get('LETTER.MOURNING') ?? usual.mourningDays,
    jubileeMourningDays: days.get('LETTER.MOURNING.JUBILEE') ?? usual.jubileeMourningDays,
    consentDays: days.get('LETTER.CONSENT.AGE') ?? usual.consentDays,
    greeting: windowOf(words.get('LETTER.HOURS.GREETING'), words.get('LETTER.TABOO.GREETING'), usual.greeting),
    condolence: windowOf(words.get('LETTER.HOURS.CONDOLENCE'), words.get('LETTER.TABOO.CONDOLENCE'), usual.condolence),
    longevityAges: words.get('LETTER.LONGEVITY.AGES') ?? usual.longevityAges,
  }
}

/** "08:00-18:00" and "01-01..01-03, …"; what cannot be read counts as usual, never as "always". */
function windowOf(
  hours: string | null | undefined,
  taboo: string | null | undefined,
  usual: SendingWindow
): SendingWindow {
  const [, from, to] = /^(\d{2}:\d{2})-(\d{2}:\d{2})$/.exec(hours?.trim() ?? '') ?? []
  const spans = [...(taboo ?? '').matchAll(/(\d{2}-\d{2})\.\.(\d{2}-\d{2})/g)].map(([, first, last]) => ({
    from: first!,
    to: last!,
  }))
  return {
    from: from ?? usual.from,
    to: to ?? usual.to,
    taboo: spans.length > 0 ? spans : usual.taboo,
  }
}
