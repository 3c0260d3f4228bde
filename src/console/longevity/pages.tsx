import { z } from 'zod'
import { wardDateOf } from '../../platform/ward-time.ts'
import {
  listLongevity,
  proposeLongevity,
  stepLongevity,
  type LongevityRow,
} from '../../ward/longevity/keep-longevity.ts'
import { conflict, goTo, show } from '../answer.ts'
import type { ConsoleApp } from '../console-app.ts'
import { id, readForm } from '../form.ts'
import { page } from '../page.tsx'
import { Deed, Tag } from '../views/parts.tsx'
import { usePage } from '../views/page-context.ts'
import { Table } from '../views/table.tsx'

const stepForm = z.object({
  to: z.enum(['confirmed', 'agreed', 'declined', 'left_out', 'proposed']),
  way: z.enum(['chat', 'paper']).nullable().catch(null),
})

/** The list of those who reach a great age this year: the register proposes, officials confirm, the family is asked. */
export function addLongevityPages(app: ConsoleApp): void {
  page(app, 'GET /longevity', 'read_letters', async ({ work, may, t }) => {
    const year = Number(wardDateOf(work.now).slice(0, 4))
    const rows = await listLongevity(work, { year })
    return show(
      t('longevity.desk.title', { year }),
      <Longevity rows={rows} year={year} mayAct={may('prepare_letters')} />
    )
  })
  page(app, 'POST /longevity', 'prepare_letters', async ({ work }) => {
    const count = await proposeLongevity(work, { year: Number(wardDateOf(work.now).slice(0, 4)) })
    return goTo('/longevity', { say: 'longevity.desk.proposed', with: { count } })
  })
  page(app, 'POST /longevity/:id', 'prepare_letters', {
    params: z.object({ id: id() }),
    answer: async ({ work, params, form }) => {
      const read = readForm(stepForm, form)
      if (!read.ok) return conflict('longevity.refused.not_possible_now')
      const done = await stepLongevity(work, { lineId: params.id, ...read.value })
      return done.ok
        ? goTo('/longevity', { say: 'longevity.desk.done' })
        : conflict(`longevity.refused.${done.refusal}`)
    },
  })
}

function Longevity({ rows, year, mayAct }: { rows: readonly LongevityRow[]; year: number; mayAct: boolean }) {
  const { t } = usePage()
  return (
    <>
      <p>{t('longevity.desk.what')}</p>
      {mayAct ? <Deed action="/longevity" label={t('longevity.desk.propose', { year })} /> : null}
      <Table
        caption={t('longevity.desk.title', { year })}
        rows={rows}
        empty={t('longevity.desk.none')}
        columns={[
          { title: t('longevity.desk.who'), kind: 'main', cell: ({ fullName }) => fullName },
          { title: t('longevity.desk.age'), kind: 'number', cell: ({ age }) => age },
          { title: t('longevity.desk.place'), cell: ({ neighbourhood }) => neighbourhood ?? '–' },
          { title: t('longevity.desk.status'), cell: ({ status }) => <Tag>{t(`longevity.status.${status}`)}</Tag> },
          { title: t('longevity.desk.act'), cell: (row) => (mayAct ? <Acts row={row} /> : null) },
        ]}
      />
    </>
  )
}

function Acts({ row }: { row: LongevityRow }) {
  const { t } = usePage()
  const act = (label: string, to: string, tone: 'main' | 'second' = 'second', way = '') => (
    <Deed action={`/longevity/${row.id}`} label={label} tone={tone} fields={{ to, way }} />
  )
  switch (row.status) {
    case 'proposed':
      return (
        <>
          {act(t('longevity.desk.confirm'), 'confirmed', 'main')}
          {act(t('longevity.desk.leave_out'), 'left_out')}
        </>
      )
    case 'confirmed':
      return (
        <>
          {act(t('longevity.desk.agreed_paper'), 'agreed', 'main', 'paper')}
          {act(t('longevity.desk.agreed_chat'), 'agreed', 'second', 'chat')}
          {act(t('longevity.desk.declined'), 'declined')}
        </>
      )
    case 'agreed':
      return act(t('longevity.desk.declined'), 'declined')
    case 'left_out':
      return act(t('longevity.desk.back'), 'proposed')
    case 'declined':
      return null
  }
}
