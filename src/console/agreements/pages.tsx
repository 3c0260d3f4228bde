import { z } from 'zod'
import {
  agreedChannels,
  endAgreement,
  listAgreements,
  recordAgreement,
  type AgreedChannel,
  type AgreementLine,
} from '../../ward/neighbourhood/channel-agreement.ts'
import { goTo, notFound, show, type Answer } from '../answer.ts'
import type { ConsoleApp } from '../console-app.ts'
import { day, id, line, readForm, type Fault, type Form } from '../form.ts'
import { page } from '../page.tsx'
import { Choice, Field, PostForm } from '../views/forms.tsx'
import { usePage } from '../views/page-context.ts'
import { Day, Deed } from '../views/parts.tsx'
import { Table } from '../views/table.tsx'
import type { Visit } from '../visit.ts'

const idParams = z.object({ id: id() })
const agreementForm = z.object({
  neighbourhoodId: id(),
  channel: z.enum(agreedChannels as unknown as [AgreedChannel, ...AgreedChannel[]], 'console.fault.choose'),
  agreedDate: day(),
  minutesRef: line(200),
})

/** Which neighbourhood has agreed, in its minutes, to be told of its own matters through which channel. */
export function addAgreementPages(app: ConsoleApp): void {
  page(app, 'GET /agreements', 'read_participation', (visit) => agreementsPage(visit, {}))
  page(app, 'POST /agreements', 'edit_participation', async (visit) => {
    const { work, form, official } = visit
    const read = readForm(agreementForm, form)
    if (!read.ok) return agreementsPage(visit, form, read.faults)
    const kept = await recordAgreement(work, { ...read.value, officialId: official.id })
    if (kept.ok) return goTo('/agreements', { say: 'neighbourhood.desk.agreement_kept' })
    const field = kept.refusal === 'agreed_in_the_future' ? 'agreedDate' : 'neighbourhoodId'
    return agreementsPage(visit, form, [{ field, say: `neighbourhood.refused.${kept.refusal}` }])
  })
  page(app, 'POST /agreements/:id/end', 'edit_participation', {
    params: idParams,
    answer: async ({ work, params }) =>
      (await endAgreement(work, { agreementId: params.id })).ok
        ? goTo('/agreements', { say: 'neighbourhood.desk.agreement_ended' })
        : notFound(),
  })
}

async function agreementsPage(
  { work, may, t }: Pick<Visit, 'work' | 'may' | 't'>,
  form: Form,
  faults: readonly Fault[] = []
): Promise<Answer> {
  const lines = await listAgreements(work)
  return show(
    t('neighbourhood.desk.agreements'),
    <Agreements {...{ lines, form }} mayEdit={may('edit_participation')} />,
    { faults }
  )
}

function Agreements({ lines, form, mayEdit }: { lines: readonly AgreementLine[]; form: Form; mayEdit: boolean }) {
  const { t } = usePage()
  return (
    <>
      <p>{t('neighbourhood.desk.agreements_what')}</p>
      <Table
        caption={t('neighbourhood.desk.agreements')}
        empty={t('neighbourhood.desk.none')}
        rows={lines}
        columns={[
          { title: t('neighbourhood.desk.name'), kind: 'main', cell: ({ name }) => name },
          {
            title: t('neighbourhood.desk.agreed'),
            cell: ({ agreements }) =>
              agreements.length === 0 ? (
                t('neighbourhood.desk.no_agreement')
              ) : (
                <ul>
                  {agreements.map(({ id, channel, agreedDate, minutesRef, ended }) => (
                    <li>
                      {t(`neighbourhood.channel.${channel}`)}, <Day date={agreedDate} />, {minutesRef}{' '}
                      {ended ? (
                        `(${t('neighbourhood.desk.ended')})`
                      ) : mayEdit ? (
                        <Deed action={`/agreements/${id}/end`} label={t('neighbourhood.desk.end')} tone="second" />
                      ) : null}
                    </li>
                  ))}
                </ul>
              ),
          },
        ]}
      />
      {mayEdit ? (
        <section>
          <h2>{t('neighbourhood.desk.add_agreement')}</h2>
          <PostForm action="/agreements" form={form}>
            <Choice
              name="neighbourhoodId"
              label={t('neighbourhood.desk.name')}
              options={lines.map(({ neighbourhoodId, name }) => ({ value: neighbourhoodId, label: name }))}
              empty={t('console.form.choose')}
            />
            <Choice
              name="channel"
              label={t('neighbourhood.desk.channel')}
              options={agreedChannels.map((value) => ({ value, label: t(`neighbourhood.channel.${value}`) }))}
            />
            <Field name="agreedDate" label={t('neighbourhood.desk.agreed_date')} type="date" short />
            <Field
              name="minutesRef"
              label={t('neighbourhood.desk.minutes')}
              hint={t('neighbourhood.desk.minutes_hint')}
            />
            <button class="main">{t('console.form.save')}</button>
          </PostForm>
        </section>
      ) : null}
    </>
  )
}
