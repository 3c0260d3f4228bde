import { agreedChannels, type AgreementLine } from '../../ward/neighbourhood/channel-agreement.ts'
import type { Form } from '../form.ts'
import { AskForm, Choice, Field, Once, PostForm } from '../views/forms.tsx'
import { usePage } from '../views/page-context.ts'
import { Day, Deed, Fold, Go } from '../views/parts.tsx'
import { Table } from '../views/table.tsx'
import { groupAgreements, type AgreementPart, type NamedAgreement } from './group-agreements.ts'

type Props = { lines: readonly AgreementLine[]; q: string; mayEdit: boolean }

/** Folded by channel: a ward has a hundred neighbourhoods, and one of them is looked for. */
export function Agreements({ lines, q, mayEdit }: Props) {
  const { t } = usePage()
  const { parts, without } = groupAgreements(lines)
  const isAsked = q.trim() !== ''
  return (
    <>
      <p>{t('neighbourhood.desk.agreements_what')}</p>
      {mayEdit ? (
        <p>
          <Go to="/agreements/new" class="button">
            {t('neighbourhood.desk.add_agreement')}
          </Go>
        </p>
      ) : null}
      <AskForm action="/agreements">
        <Field name="q" type="search" label={t('neighbourhood.desk.name')} value={q} />
        <button class="main">{t('console.list.search')}</button>
      </AskForm>
      {lines.length === 0 ? (
        <p class="empty">{t(isAsked ? 'neighbourhood.desk.none_found' : 'neighbourhood.desk.none')}</p>
      ) : null}
      {parts.map(({ part, of }) => (
        <Fold name={t('neighbourhood.desk.part_count', { part: nameOf(t, part), count: of.length })} open={isAsked}>
          <Part part={part} of={of} mayEdit={mayEdit} />
        </Fold>
      ))}
      {without.length === 0 ? null : (
        <Fold
          name={t('neighbourhood.desk.part_count', {
            part: t('neighbourhood.desk.no_agreement'),
            count: without.length,
          })}
          open={isAsked}
        >
          <ul class="many">
            {without.map(({ neighbourhoodId, name }) => (
              <li>{mayEdit ? <Go to={`/agreements/new?neighbourhood=${neighbourhoodId}`}>{name}</Go> : name}</li>
            ))}
          </ul>
        </Fold>
      )}
    </>
  )
}

const nameOf = (t: ReturnType<typeof usePage>['t'], part: AgreementPart): string =>
  part === 'ended' ? t('neighbourhood.desk.ended') : t(`neighbourhood.channel.${part}`)

function Part({ part, of, mayEdit }: { part: AgreementPart; of: readonly NamedAgreement[]; mayEdit: boolean }) {
  const { t } = usePage()
  const endColumns = [
    {
      title: t('neighbourhood.desk.channel'),
      cell: ({ channel }: NamedAgreement) => t(`neighbourhood.channel.${channel}`),
    },
    { title: t('neighbourhood.desk.ended_date'), cell: ({ endedAt }: NamedAgreement) => <Day date={endedAt} /> },
  ]
  return (
    <Table
      caption={nameOf(t, part)}
      empty=""
      rows={of}
      columns={[
        { title: t('neighbourhood.desk.name'), kind: 'main', cell: ({ name }) => name },
        { title: t('neighbourhood.desk.agreed_date'), cell: ({ agreedDate }) => <Day date={agreedDate} /> },
        { title: t('neighbourhood.desk.minutes'), cell: ({ minutesRef }) => minutesRef },
        ...(part === 'ended' ? endColumns : []),
        ...(mayEdit
          ? [{ title: t('console.list.deed'), cell: (one: NamedAgreement) => <AgreementDeed {...one} /> }]
          : []),
      ]}
    />
  )
}

/** What ended by a slip of the hand today can be taken back. */
function AgreementDeed({ id, endedAt, mayTakeBack }: NamedAgreement) {
  const { t } = usePage()
  if (endedAt === null)
    return <Deed action={`/agreements/${id}/end`} label={t('neighbourhood.desk.end')} tone="second" />
  if (!mayTakeBack) return <>–</>
  return <Deed action={`/agreements/${id}/take-back`} label={t('neighbourhood.desk.take_back')} tone="second" />
}

type FormProps = { neighbourhoods: readonly { id: string; name: string }[]; form: Form }

export function AgreementForm({ neighbourhoods, form }: FormProps) {
  const { t } = usePage()
  return (
    <PostForm action="/agreements/new" form={form}>
      <p>{t('neighbourhood.desk.agreements_what')}</p>
      <Once />
      <Choice
        name="neighbourhoodId"
        label={t('neighbourhood.desk.name')}
        options={neighbourhoods.map(({ id, name }) => ({ value: id, label: name }))}
        empty={t('console.form.choose')}
      />
      <Choice
        name="channel"
        label={t('neighbourhood.desk.channel')}
        options={agreedChannels.map((value) => ({ value, label: t(`neighbourhood.channel.${value}`) }))}
      />
      <Field name="agreedDate" label={t('neighbourhood.desk.agreed_date')} type="date" short />
      <Field name="minutesRef" label={t('neighbourhood.desk.minutes')} hint={t('neighbourhood.desk.minutes_hint')} />
      <button class="main">{t('console.form.save')}</button>
      <p>
        <Go to="/agreements">{t('neighbourhood.desk.back_to_list')}</Go>
      </p>
    </PostForm>
  )
}
