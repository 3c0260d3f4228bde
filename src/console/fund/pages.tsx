import { z } from 'zod'
import { isId, newId } from '../../platform/ids.ts'
import { isWardDate, wardDateOf } from '../../platform/ward-time.ts'
import { fundKinds, type FundReport } from '../../ward/fund/fund.ts'
import { findNorms, keepFundNorm, normOf, recordFundEntry, voidFundEntry } from '../../ward/fund/keep-fund.ts'
import { listFundEntries, reportFund, type FundLine } from '../../ward/fund/report-fund.ts'
import { findLetters } from '../../ward/letter/find-letters.ts'
import { conflict, goTo, show, type Answer } from '../answer.ts'
import type { ConsoleApp } from '../console-app.ts'
import { day, id, line, maybeLine, readForm, typed, type Fault, type Form } from '../form.ts'
import { page } from '../page.tsx'
import { AskForm, Choice, Field, PostForm } from '../views/forms.tsx'
import { Careful, Day, Deed, Facts, Go, Pager, Tag } from '../views/parts.tsx'
import { usePage } from '../views/page-context.ts'
import { Table } from '../views/table.tsx'
import type { Visit } from '../visit.ts'
import { amountOf } from './amount-of.ts'

/** "24.300.000", "24 300 000", "24300000". */
const dong = () =>
  z
    .string({ error: 'console.fault.missing' })
    .transform((text) => text.replace(/[.\s]/g, ''))
    .transform((digits) => (/^\d{1,13}$/.test(digits) ? Number(digits) : Number.NaN))
    .pipe(z.number('fund.refused.not_an_amount').int())

const entryForm = z.object({
  kind: z.enum([...fundKinds, 'budget']),
  form: z.enum(['gift', 'visit', 'deposit']),
  amount: dong(),
  date: day(),
  handedBy: maybeLine(300),
  receipt: maybeLine(60),
})
const normForm = z.object({ normKind: z.enum(fundKinds), normAmount: dong(), normFrom: day(), normSource: line() })
const asked = z.object({ until: z.string().optional(), letter: z.uuid().optional(), cursor: z.uuid().optional() })

const perPage = 100

type FundVisit = Visit<z.ZodObject<Record<string, never>>, typeof asked>

/** The fund: norms, the book, and the report "tính đến ngày". */
export function addFundPages(app: ConsoleApp): void {
  page(app, 'GET /fund', 'manage_fund', { query: asked, answer: (visit) => fund(visit) })
  page(app, 'POST /fund', 'manage_fund', {
    query: asked,
    answer: async (visit) => {
      const read = readForm(entryForm, visit.form)
      if (!read.ok) return fund(visit, read.faults)
      const { kind, form, amount, date, handedBy, receipt } = read.value
      const letterId = typed(visit.form, 'letterId').trim() || null
      if (letterId !== null && !z.uuid().safeParse(letterId).success) return conflict('fund.refused.no_such_letter')
      const key = typed(visit.form, 'key')
      const entry = { kind, form, amountDong: amount, givenDate: date, handedBy, receipt, letterId }
      const done = await recordFundEntry(visit.work, { ...entry, entryId: isId(key) ? key : newId() })
      return done.ok ? goTo('/fund', { say: 'fund.desk.entered' }) : conflict(`fund.refused.${done.refusal}`)
    },
  })
  page(app, 'POST /fund/norms', 'manage_fund', {
    query: asked,
    answer: async (visit) => {
      const read = readForm(normForm, visit.form)
      if (!read.ok) return fund(visit, read.faults)
      const { normKind, normAmount, normFrom, normSource } = read.value
      const norm = { kind: normKind, amountDong: normAmount, effectiveFrom: normFrom, source: normSource }
      const done = await keepFundNorm(visit.work, norm)
      return done.ok ? goTo('/fund', { say: 'fund.desk.norm_kept' }) : conflict(`fund.refused.${done.refusal}`)
    },
  })
  page(app, 'POST /fund/:id/void', 'manage_fund', {
    params: z.object({ id: id() }),
    answer: async ({ work, params }) => {
      const done = await voidFundEntry(work, { entryId: params.id })
      return done.ok ? goTo('/fund', { say: 'fund.desk.void_done' }) : conflict(`fund.refused.${done.refusal}`)
    },
  })
}

async function fund({ work, query, t, form }: FundVisit, faults: readonly Fault[] = []): Promise<Answer> {
  const today = wardDateOf(work.now)
  const until = query.until !== undefined && isWardDate(query.until) ? query.until : today
  const lines = await listFundEntries(work, { after: query.cursor, take: perPage + 1 })
  return show(
    t('fund.desk.title'),
    <Fund
      report={await reportFund(work, { until })}
      lines={lines.slice(0, perPage)}
      pager={{ next: lines.length > perPage ? lines[perPage - 1]!.id : null, isFirst: query.cursor === undefined }}
      norms={await findNorms(work)}
      today={today}
      form={await entryOf(work, query.letter, form)}
    />,
    { faults }
  )
}

/** What is typed already; for a letter its kind, and what the ward has decided to give. */
async function entryOf(work: Visit['work'], letterId: string | undefined, form: Form): Promise<Form> {
  const [letter] = letterId === undefined ? [] : await findLetters(work, { ids: [letterId] })
  if (letter === undefined) return form
  const norm = await normOf(work, letter.kind)
  const shape = letter.kind === 'condolence' ? 'visit' : 'gift'
  return {
    letterId: letter.id,
    kind: letter.kind,
    form: shape,
    amount: norm === null ? '' : norm.toLocaleString('vi-VN'),
    ...form,
  }
}

type Props = {
  report: FundReport
  lines: readonly FundLine[]
  pager: { next: string | null; isFirst: boolean }
  norms: Awaited<ReturnType<typeof findNorms>>
  today: string
  form: Form
}

function Fund({ report, lines, pager, norms, today, form }: Props) {
  const { t } = usePage()
  return (
    <>
      <AskForm action="/fund">
        <Field name="until" label={t('fund.desk.until')} type="date" value={report.until} short />
        <button class="second">{t('fund.desk.show')}</button>
      </AskForm>
      <Table
        caption={t('fund.desk.title')}
        rows={[...fundKinds]}
        empty={t('fund.desk.none')}
        columns={[
          { title: t('fund.desk.kind'), kind: 'main', cell: (kind) => t(`fund.kind.${kind}`) },
          { title: t('fund.desk.cases'), kind: 'number', cell: (kind) => report.cases[kind] },
          { title: t('fund.desk.spent'), kind: 'number', cell: (kind) => amountOf(report.spentOf[kind]) },
        ]}
      />
      <Facts
        facts={[
          [
            t('fund.desk.total'),
            t('fund.desk.total_line', { count: report.allCases, amount: amountOf(report.spentDong) }),
          ],
          [t('fund.desk.deposited'), amountOf(report.depositedDong)],
          [t('fund.desk.balance'), amountOf(report.balanceDong)],
        ]}
      />
      <EntryForm today={today} form={form} />
      <h2>{t('fund.desk.entries')}</h2>
      <Table
        caption={t('fund.desk.entries')}
        rows={lines}
        empty={t('fund.desk.none')}
        columns={[
          { title: t('fund.desk.date'), kind: 'main', cell: ({ givenDate }) => <Day date={givenDate} /> },
          { title: t('fund.desk.kind'), cell: ({ kind }) => t(`fund.kind.${kind}`) },
          { title: t('fund.desk.form'), cell: ({ form }) => t(`fund.form.${form}`) },
          { title: t('fund.desk.amount'), kind: 'number', cell: ({ amountDong }) => amountOf(amountDong) },
          { title: t('fund.desk.handed_by'), cell: ({ handedBy }) => handedBy ?? '–' },
          { title: t('fund.desk.receipt'), cell: ({ receipt }) => receipt ?? '–' },
          {
            title: t('fund.desk.letter'),
            cell: ({ letterId: letter }) => (letter ? <Go to={`/letters/${letter}`}>{t('letter.desk.open')}</Go> : '–'),
          },
          { title: t('fund.desk.void'), cell: (row) => <Void row={row} /> },
        ]}
      />
      <Pager {...pager} />
      <h2>{t('fund.desk.norms')}</h2>
      <Table
        caption={t('fund.desk.norms')}
        rows={norms}
        empty={t('fund.desk.norm_none')}
        columns={[
          { title: t('fund.desk.kind'), kind: 'main', cell: ({ kind }) => t(`fund.kind.${kind}`) },
          { title: t('fund.desk.amount'), kind: 'number', cell: ({ amountDong }) => amountOf(amountDong) },
          { title: t('fund.desk.norm_from'), cell: ({ effectiveFrom }) => <Day date={effectiveFrom} /> },
          { title: t('fund.desk.norm_source'), cell: ({ source }) => source },
        ]}
      />
      <NormForm today={today} />
    </>
  )
}

function Void({ row }: { row: FundLine }) {
  const { t } = usePage()
  if (row.voided) return <Tag tone="warn">{t('fund.desk.voided')}</Tag>
  return (
    <Careful label={t('fund.desk.void')}>
      <Deed action={`/fund/${row.id}/void`} label={t('fund.desk.void')} tone="bad" />
    </Careful>
  )
}

function EntryForm({ today, form }: { today: string; form: Form }) {
  const { t } = usePage()
  const key = typed(form, 'key')
  return (
    <section>
      <h2>{t('fund.desk.enter')}</h2>
      <PostForm action="/fund" form={form}>
        <input type="hidden" name="key" value={isId(key) ? key : newId()} />
        <input type="hidden" name="letterId" value={typed(form, 'letterId')} />
        <Choice
          name="kind"
          label={t('fund.desk.kind')}
          options={[...fundKinds, 'budget' as const].map((value) => ({ value, label: t(`fund.kind.${value}`) }))}
        />
        <Choice
          name="form"
          label={t('fund.desk.form')}
          options={(['gift', 'visit', 'deposit'] as const).map((value) => ({ value, label: t(`fund.form.${value}`) }))}
        />
        <Field name="amount" label={t('fund.desk.amount')} inputMode="numeric" short />
        <Field name="date" label={t('fund.desk.date')} type="date" value={typed(form, 'date') || today} short />
        <Field name="handedBy" label={t('fund.desk.handed_by')} optional />
        <Field name="receipt" label={t('fund.desk.receipt')} short optional />
        <button class="main">{t('fund.desk.enter')}</button>
      </PostForm>
    </section>
  )
}

function NormForm({ today }: { today: string }) {
  const { t } = usePage()
  return (
    <PostForm action="/fund/norms">
      <Choice
        name="normKind"
        label={t('fund.desk.kind')}
        options={fundKinds.map((value) => ({ value, label: t(`fund.kind.${value}`) }))}
      />
      <Field name="normAmount" label={t('fund.desk.amount')} inputMode="numeric" short />
      <Field name="normFrom" label={t('fund.desk.norm_from')} type="date" value={today} short />
      <Field name="normSource" label={t('fund.desk.norm_source')} />
      <button class="second">{t('fund.desk.norm_keep')}</button>
    </PostForm>
  )
}
