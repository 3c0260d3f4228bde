import type { NeighbourhoodRow } from '../../ward/neighbourhood/list-neighbourhood-rows.ts'
import type { NoticeRow } from '../../ward/notice/find-notice.ts'
import { categories, categoryKey } from '../../ward/disclosure/disclosure.ts'
import { eventOf } from '../../ward/notice/change-facts.ts'
import { draftKinds, eventFields, type DraftKind, type NoticeField } from '../../ward/notice/notice-kind.ts'
import { choosableTopics, noticeTopics } from '../../ward/notice/notice-topic.ts'
import { wardClockOf, wardDateOf } from '../../platform/ward-time.ts'
import { ticked, typed, type Form } from '../form.ts'
import { Area, Boxes, Choice, Field, Once, PostForm, Seen, Upload } from '../views/forms.tsx'
import { usePage } from '../views/page-context.ts'
import { Go, Notice } from '../views/parts.tsx'
import { showBlanks } from './blanks.ts'
import { whoms, type Whom } from './audience-form.ts'
import { ReplacedWords } from './replaced-words.tsx'

/** What it is about decides what must be filled in. */
export function KindForm() {
  const { t } = usePage()
  return (
    <>
      <p>{t('notice.desk.choose_kind')}</p>
      <ul class="choices">
        {draftKinds.map((kind) => (
          <li>
            <Go to={`/notices/new?kind=${kind}`}>{t(`notice.kind.${kind}`)}</Go>
            <span class="hint">{t(`notice.desk.kind_hint.${kind}`)}</span>
          </li>
        ))}
      </ul>
    </>
  )
}

type FactsFormProps = { action: string; kind?: DraftKind; fields: readonly NoticeField[]; form: Form }

export function FactsForm({ action, kind, fields, form }: FactsFormProps) {
  const { t } = usePage()
  return (
    <PostForm action={action} form={form}>
      {kind === undefined ? <Seen /> : <Once />}
      {kind === undefined ? null : <input type="hidden" name="kind" value={kind} />}
      <p>{t(kind === undefined ? 'notice.desk.facts_change' : 'notice.desk.facts_what')}</p>
      <FactFields fields={fields} form={form} />
      <button class="main">{t(kind === undefined ? 'notice.desk.facts_keep' : 'notice.desk.to_words')}</button>
    </PostForm>
  )
}

const FactFields = ({ fields, form }: { fields: readonly NoticeField[]; form: Form }) => (
  <>
    {fields.map((field) => (
      <FactField field={field} form={form} />
    ))}
  </>
)

function FactField({ field: { name, shape, required }, form }: { field: NoticeField; form: Form }) {
  const { t } = usePage()
  const common = { name, label: t(`notice.desk.field.${name}`), value: typed(form, name), optional: !required }
  if (shape === 'lines') return <Area {...common} rows={3} hint={t('notice.desk.lines_hint')} />
  if (shape === 'date') return <Field {...common} type="date" short />
  if (shape === 'clock') return <Field {...common} short hint={t('notice.desk.clock_hint')} />
  if (shape !== 'category') return <Field {...common} />
  const options = categories.map((one, at) => ({
    value: one,
    label: `${at + 1}. ${t(`disclosure.category.${categoryKey(one)}`)}`,
  }))
  return <Choice {...common} options={options} empty={t('notice.desk.category_choose')} />
}

export function WordsForm({ notice, form }: { notice: NoticeRow; form: Form }) {
  const { t } = usePage()
  return (
    <PostForm action={`/notices/${notice.id}/words`} form={form}>
      <Seen />
      <p>{t('notice.desk.words_what')}</p>
      <ReplacedWords notice={notice} />
      <WordFields notice={notice} form={form} />
      <button class="main">{t('notice.desk.to_audience')}</button>
    </PostForm>
  )
}

function WordFields({ notice: { words }, form }: { notice: Pick<NoticeRow, 'words'>; form: Form }) {
  const { t } = usePage()
  const value = (field: string, kept: string): string => (field in form ? typed(form, field) : showBlanks(t, kept))
  return (
    <>
      <Field name="title" label={t('notice.desk.title_vi')} value={value('title', words.vi.title)} />
      <Area
        name="body"
        label={t('notice.desk.body_vi')}
        value={value('body', words.vi.body)}
        rows={10}
        hint={t('notice.desk.blanks_hint')}
      />
      <Field
        name="en_title"
        label={t('notice.desk.title_en')}
        value={value('en_title', words.en?.title ?? '')}
        optional
      />
      <Area
        name="en_body"
        label={t('notice.desk.body_en')}
        value={value('en_body', words.en?.body ?? '')}
        rows={8}
        optional
      />
    </>
  )
}

type AudienceProps = { notice: NoticeRow; places: readonly NeighbourhoodRow[]; whom: Whom; form: Form }

export function AudienceForm({ notice, places, whom, form }: AudienceProps) {
  const { t } = usePage()
  const isNew = !('whom' in form)
  const { audience, sendAt } = notice
  return (
    <PostForm action={`/notices/${notice.id}/audience`} form={form} upload>
      <Seen />
      <Choice
        name="whom"
        label={t('notice.desk.whom')}
        options={whoms.map((value) => ({ value, label: t(`notice.desk.whoms.${value}`) }))}
        value={isNew ? whom : typed(form, 'whom')}
        hint={notice.statutory ? t('notice.desk.statutory_hint') : undefined}
      />
      <Boxes
        name="neighbourhoods"
        legend={t('notice.desk.neighbourhoods')}
        hint={t('notice.desk.neighbourhoods_hint')}
        options={places.map(({ id, name }) => ({ value: id, label: name }))}
        values={isNew ? (audience.neighbourhoods ?? []) : ticked(form, 'neighbourhoods')}
      />
      <Boxes
        name="topics"
        legend={t('notice.desk.topics')}
        hint={t('notice.desk.topics_hint')}
        options={choosableTopics.map((value) => ({ value, label: t(`notice.topic.${value}`) }))}
        values={isNew ? (audience.topics ?? []) : ticked(form, 'topics')}
      />
      <Upload name="file" label={t('notice.desk.list')} hint={t('notice.desk.list_hint')} accept=".csv,.xlsx" />
      {notice.kind === 'general' ? (
        <Choice
          name="topic"
          label={t('notice.desk.topic')}
          hint={t('notice.desk.topic_hint')}
          options={noticeTopics.map((value) => ({ value, label: t(`notice.topic.${value}`) }))}
          value={isNew ? (notice.topic ?? 'other') : typed(form, 'topic')}
        />
      ) : null}
      <Boxes
        name="visits"
        legend={t('notice.desk.visits_too')}
        options={[{ value: '1', label: t('notice.desk.visits_too_label'), hint: t('notice.desk.visits_too_hint') }]}
        values={isNew ? (audience.visits ? ['1'] : []) : ticked(form, 'visits')}
      />
      <Field
        name="send_date"
        label={t('notice.desk.send_date')}
        type="date"
        short
        optional
        hint={t('notice.desk.send_hint')}
        value={isNew ? (sendAt ? wardDateOf(sendAt) : '') : typed(form, 'send_date')}
      />
      <Field
        name="send_clock"
        label={t('notice.desk.send_clock')}
        short
        optional
        hint={t('notice.desk.clock_hint')}
        value={isNew ? (sendAt ? wardClockOf(sendAt) : '') : typed(form, 'send_clock')}
      />
      <button class="main">{t('notice.desk.to_check')}</button>
    </PostForm>
  )
}

export function CorrectionForm({ notice, form }: { notice: NoticeRow; form: Form }) {
  const { t } = usePage()
  const words = {
    vi: {
      title: t('notice.desk.correction.title', { title: notice.title }),
      body: t('notice.desk.correction.body', { title: notice.title }),
    },
  }
  return (
    <>
      <Notice tone="warn">
        <p>
          {t(
            notice.status === 'sending' || notice.status === 'paused'
              ? 'notice.desk.correct_stops'
              : 'notice.desk.correct_what'
          )}
        </p>
      </Notice>
      <PostForm action={`/notices/${notice.id}/correct`}>
        <WordFields notice={{ words }} form={form} />
        <p>{t('notice.desk.correct_day')}</p>
        <FactFields fields={eventFields} form={'title' in form ? form : eventOf(notice)} />
        <Boxes
          name="recall"
          legend={t('notice.desk.recall')}
          options={[{ value: '1', label: t('notice.desk.recall_label') }]}
          values={ticked(form, 'recall')}
        />
        <button class="main">{t('notice.desk.draft_correction')}</button>
      </PostForm>
    </>
  )
}
