import { z } from 'zod'
import { endDeputy, listDeputies, mayStandIn, nameDeputy, type Deputyship } from '../../ward/notice/may-approve.ts'
import { listOfficials, type ListedOfficial } from '../../ward/official/list-officials.ts'
import { conflict, goTo, show, type Answer } from '../answer.ts'
import type { ConsoleApp } from '../console-app.ts'
import { day, id, readForm, type Fault, type Form } from '../form.ts'
import { page } from '../page.tsx'
import { Choice, Field, PostForm } from '../views/forms.tsx'
import { usePage } from '../views/page-context.ts'
import { Day, Deed } from '../views/parts.tsx'
import { Table } from '../views/table.tsx'
import type { Visit } from '../visit.ts'

const idParams = z.object({ id: id() })
const deputyForm = z.object({ deputy: z.uuid('console.fault.choose'), from_date: day(), to_date: day() })

/** Who approves while an approver is away. */
export function addDeputyPages(app: ConsoleApp): void {
  page(app, 'GET /notices/deputies', 'read_notices', (visit) => deputyPage(visit, {}))
  page(app, 'POST /notices/deputies', 'approve_notices', keepDeputy)
  page(app, 'POST /notices/deputies/:id/end', 'approve_notices', {
    params: idParams,
    answer: async ({ work, params, official }) => {
      const done = await endDeputy(work, { deputyshipId: params.id, officialId: official.id })
      return done.ok
        ? goTo('/notices/deputies', { say: 'notice.desk.said.deputy_ended' })
        : conflict(`notice.refused.${done.refusal}`)
    },
  })
}

async function deputyPage(
  { work, official, may, t }: Pick<Visit, 'work' | 'official' | 'may' | 't'>,
  form: Form,
  faults: readonly Fault[] = []
): Promise<Answer> {
  const [deputies, officials] = [await listDeputies(work), await listOfficials(work)]
  const others = officials.filter(
    ({ id, endedAt, roles }) => endedAt === null && id !== official.id && mayStandIn(roles)
  )
  return show(
    t('notice.desk.deputies'),
    <DeputyView deputies={deputies} others={others} form={form} mayName={may('approve_notices')} />,
    { faults }
  )
}

async function keepDeputy(visit: Visit): Promise<Answer> {
  const read = readForm(deputyForm, visit.form)
  if (!read.ok) return deputyPage(visit, visit.form, read.faults)
  const { deputy, from_date: fromDate, to_date: toDate } = read.value
  const named = await nameDeputy(visit.work, { officialId: visit.official.id, deputyId: deputy, fromDate, toDate })
  if (named.ok) return goTo('/notices/deputies', { say: 'notice.desk.said.deputy_named' })
  const field = named.refusal === 'deputy_dates' ? 'to_date' : 'deputy'
  return deputyPage(visit, visit.form, [{ field, say: `notice.refused.${named.refusal}` }])
}

type DeputyProps = { deputies: readonly Deputyship[]; others: readonly ListedOfficial[]; form: Form; mayName: boolean }

function DeputyView({ deputies, others, form, mayName }: DeputyProps) {
  const { t, official } = usePage()
  return (
    <>
      <p>{t('notice.desk.deputies_what')}</p>
      <Table
        caption={t('notice.desk.deputies')}
        empty={t('notice.desk.deputies_none')}
        rows={deputies}
        columns={[
          { title: t('notice.desk.away'), kind: 'main', cell: ({ official: name }) => name },
          { title: t('notice.desk.deputy'), cell: ({ deputy }) => deputy },
          { title: t('notice.desk.from_date'), cell: ({ fromDate }) => <Day date={fromDate} /> },
          { title: t('notice.desk.to_date'), cell: ({ toDate }) => <Day date={toDate} /> },
          {
            title: t('console.list.deed'),
            cell: ({ id, officialId }) =>
              officialId === official?.id ? (
                <Deed action={`/notices/deputies/${id}/end`} label={t('notice.desk.end_deputy')} tone="second" />
              ) : (
                '–'
              ),
          },
        ]}
      />
      {mayName ? (
        <>
          <h2>{t('notice.desk.name_deputy')}</h2>
          <PostForm action="/notices/deputies" form={form}>
            <Choice
              name="deputy"
              label={t('notice.desk.deputy')}
              options={others.map(({ id, fullName, unit }) => ({
                value: id,
                label: unit ? `${fullName} (${unit})` : fullName,
              }))}
              empty={t('console.form.choose')}
            />
            <Field name="from_date" label={t('notice.desk.from_date')} type="date" short />
            <Field name="to_date" label={t('notice.desk.to_date')} type="date" short />
            <button class="main">{t('notice.desk.name_deputy')}</button>
          </PostForm>
        </>
      ) : null}
    </>
  )
}
