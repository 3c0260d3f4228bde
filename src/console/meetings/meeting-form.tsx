import type { Missed } from '../../ward/ladder/ladder.ts'
import { newMeetingKinds, newMeetingMatters } from '../../ward/meeting/meeting.ts'
import { ticked, type Form } from '../form.ts'
import { MissedRules } from '../papers/views.tsx'
import { Area, Boxes, Choice, Field, Once, PostForm, Seen } from '../views/forms.tsx'
import { usePage } from '../views/page-context.ts'

type FormProps = {
  form: Form
  meetingId: string | undefined
  neighbourhoods: readonly { id: string; name: string }[]
  missed: readonly Missed[]
}

export function MeetingForm({ form, meetingId, neighbourhoods, missed }: FormProps) {
  const { t } = usePage()
  return (
    <>
      <MissedRules noun="meeting" missed={missed} />
      <PostForm action={meetingId === undefined ? '/meetings/new' : `/meetings/${meetingId}/edit`} form={form}>
        {meetingId === undefined ? <Once /> : <Seen />}
        <Choice
          name="kind"
          label={t('meeting.desk.kind')}
          hint={t('meeting.desk.kind_hint')}
          options={newMeetingKinds.map((value) => ({ value, label: t(`meeting.kind.${value}`) }))}
        />
        <Choice
          name="matter"
          label={t('meeting.desk.matter')}
          hint={t('meeting.desk.matter_hint')}
          options={newMeetingMatters.map((one) => ({ value: String(one), label: t(`meeting.matter.${one}`) }))}
          empty={t('meeting.desk.no_matter')}
        />
        <Field name="title" label={t('meeting.desk.name')} />
        <Area name="agenda" label={t('meeting.desk.agenda')} hint={t('meeting.desk.agenda_hint')} />
        <Field name="date" label={t('meeting.desk.date')} type="date" short />
        <Field name="clock" label={t('meeting.desk.clock')} hint={t('meeting.desk.clock_hint')} short />
        <Field name="place" label={t('meeting.desk.place')} />
        <Field name="chair" label={t('meeting.desk.chair')} />
        <Field name="contact" label={t('meeting.desk.contact')} />
        <Field name="number" label={t('meeting.desk.number')} hint={t('meeting.desk.number_hint')} short optional />
        <Boxes
          name="neighbourhoodIds"
          legend={t('meeting.desk.who')}
          hint={t('meeting.desk.who_hint')}
          options={neighbourhoods.map(({ id, name }) => ({ value: id, label: name }))}
          values={ticked(form, 'neighbourhoodIds')}
        />
        <button class="main">{t('console.form.save')}</button>
      </PostForm>
    </>
  )
}
