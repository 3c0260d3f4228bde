import { wardDateOf } from '../../platform/ward-time.ts'
import type { Missed } from '../../ward/ladder/ladder.ts'
import type { RungLine } from '../../ward/ladder/list-rungs.ts'
import type { ThingSteps } from '../../ward/ladder/thing-steps.ts'
import type { PaperLine } from '../../ward/paper/list-papers.ts'
import type { PaperNoun } from '../../ward/paper/paper.ts'
import type { PostingLine } from '../../ward/posting/list-postings.ts'
import { postingForms } from '../../ward/posting/posting.ts'
import type { Form } from '../form.ts'
import { placeOf } from './place-of.ts'
import { RecognitionSection } from './recognition-view.tsx'
import { Choice, Field, Once, PostForm, Upload } from '../views/forms.tsx'
import { basisWords } from '../views/basis-words.ts'
import { usePage } from '../views/page-context.ts'
import { Careful, Day, Deed, Go, Notice, Tag, When } from '../views/parts.tsx'
import { Table } from '../views/table.tsx'

type Of = { noun: PaperNoun; rowId: string; mayEdit: boolean }

/** Files of the thing, and the form to add one. */
export function PaperSection({ noun, rowId, mayEdit, papers }: Of & { papers: readonly PaperLine[] }) {
  const { t } = usePage()
  const base = `${placeOf[noun]}/${rowId}/papers`
  return (
    <section>
      <h2>{t('paper.desk.title')}</h2>
      {papers.length === 0 ? <p class="empty">{t('paper.desk.none')}</p> : null}
      <ul>
        {papers.map((paper) => (
          <li>
            <Go to={`${base}/${paper.id}`}>{paper.name}</Go>{' '}
            {paper.replacedAt === null ? null : (
              <span class="quiet">
                {t('paper.desk.replaced_on')} <Day date={paper.replacedAt} />
              </span>
            )}
            {mayEdit && paper.replacedAt === null ? <ChangePaper {...{ noun, rowId, paper }} /> : null}
          </li>
        ))}
      </ul>
      {mayEdit ? <PaperForm noun={noun} rowId={rowId} /> : null}
    </section>
  )
}

/** A draft's file may be taken away; one that has been public is replaced by a later version and stays. */
function ChangePaper({ noun, rowId, paper: { id, name, isPublic } }: Omit<Of, 'mayEdit'> & { paper: PaperLine }) {
  const { t } = usePage()
  const deed = `${placeOf[noun]}/${rowId}/papers/${id}`
  return isPublic ? (
    <>
      {' · '}
      <Go to={`${deed}/replace`}>{t('paper.desk.replace_this', { name })}</Go>
    </>
  ) : (
    <Careful label={t('paper.desk.remove', { name })}>
      <p>{t('paper.desk.remove_what')}</p>
      <Deed action={`${deed}/remove`} label={t('paper.desk.remove_it')} tone="bad" />
    </Careful>
  )
}

/** The form that adds a file, on the page of its thing; by itself where it was not taken, and for a later version. */
export function PaperForm({ noun, rowId, paperId }: Omit<Of, 'mayEdit'> & { paperId?: string | undefined }) {
  const { t } = usePage()
  const base = `${placeOf[noun]}/${rowId}/papers`
  return (
    <PostForm action={paperId === undefined ? base : `${base}/${paperId}/replace`} upload>
      <Once />
      <Upload
        name="paper"
        label={t(paperId === undefined ? 'paper.desk.file' : 'paper.desk.version')}
        hint={t('paper.desk.hint')}
        accept=".pdf,.docx,.xlsx,.jpg,.jpeg,.png"
      />
      <button class="second">{t(paperId === undefined ? 'paper.desk.add' : 'paper.desk.replace')}</button>
    </PostForm>
  )
}

/** Evidence of each form of making public, and the form to record it. */
export function PostingSection({ noun, rowId, mayEdit, postings }: Of & { postings: readonly PostingLine[] }) {
  const { t, now } = usePage()
  const base = `${placeOf[noun]}/${rowId}/postings`
  const today = wardDateOf(now)
  return (
    <section>
      <h2>{t('posting.desk.title')}</h2>
      <Table
        caption={t('posting.desk.title')}
        empty={t('posting.desk.none')}
        rows={postings}
        columns={[
          { title: t('posting.desk.form'), kind: 'main', cell: ({ form }) => t(`posting.form.${form}`) },
          { title: t('posting.desk.place'), cell: ({ place }) => place },
          { title: t('posting.desk.from'), cell: ({ fromDate }) => <Day date={fromDate} /> },
          {
            title: t('posting.desk.to'),
            cell: ({ id, toDate }) =>
              toDate !== null || !mayEdit ? (
                <Day date={toDate} />
              ) : (
                <Deed
                  action={`${base}/${id}/end`}
                  label={t('posting.desk.end')}
                  tone="second"
                  fields={{ toDate: today }}
                />
              ),
          },
          {
            title: t('posting.desk.photo'),
            cell: ({ id, hasPhoto }) => (hasPhoto ? <Go to={`${base}/${id}/photo`}>{t('posting.desk.see')}</Go> : '–'),
          },
        ]}
      />
      {mayEdit ? (
        <details>
          <summary>{t('posting.desk.add')}</summary>
          <PostingForm noun={noun} rowId={rowId} form={{ fromDate: today }} />
        </details>
      ) : null}
    </section>
  )
}

/** The form of a piece of evidence: on the page of its thing, and by itself where something is to be mended. */
export function PostingForm({ noun, rowId, form }: Omit<Of, 'mayEdit'> & { form: Form }) {
  const { t } = usePage()
  return (
    <PostForm action={`${placeOf[noun]}/${rowId}/postings`} upload form={form}>
      <Once />
      <Choice
        name="form"
        label={t('posting.desk.form')}
        options={postingForms.map((value) => ({ value, label: t(`posting.form.${value}`) }))}
      />
      <Field name="place" label={t('posting.desk.place')} />
      <Field name="fromDate" label={t('posting.desk.from')} type="date" short />
      <Field name="toDate" label={t('posting.desk.to')} type="date" short optional />
      <Upload name="photo" label={t('posting.desk.photo')} hint={t('posting.desk.photo_hint')} accept="image/*" />
      <button class="second">{t('posting.desk.keep')}</button>
    </PostForm>
  )
}

/** What was not taken, to be mended on a page of its own; and the way back. */
export function Mend({ noun, rowId, paperId, form }: Omit<Of, 'mayEdit'> & { paperId?: string; form: Form | null }) {
  const { t } = usePage()
  return (
    <>
      {paperId === undefined ? null : <p>{t('paper.desk.replace_what')}</p>}
      {form === null ? <PaperForm {...{ noun, rowId, paperId }} /> : <PostingForm {...{ noun, rowId, form }} />}
      <p>
        <Go to={`${placeOf[noun]}/${rowId}`}>{t('paper.desk.back')}</Go>
      </p>
    </>
  )
}

/** The ladder: each step with the rule it keeps, the last lawful day and what has been done. */
export function LadderSection({ steps, ...of }: Of & { steps: ThingSteps }) {
  return (
    <>
      <Ladder {...of} steps={steps} />
      {steps.recognition === null ? null : <RecognitionSection {...of} known={steps.recognition} />}
    </>
  )
}

function Ladder({ noun, rowId, mayEdit, steps: { rungs, waiting } }: Of & { steps: ThingSteps }) {
  const { t, now, official } = usePage()
  const mayReadNotices = official?.permissions.has('read_notices')
  const alive = rungs.filter(({ status }) => status !== 'cancelled')
  if (alive.length + waiting === 0) return null
  return (
    <section>
      <h2>{t('ladder.desk.steps')}</h2>
      {waiting > 0 && mayReadNotices ? (
        <p>
          <Go to={`/notices/together/${noun}/${rowId}`} class="button">
            {t('ladder.desk.together', { count: waiting })}
          </Go>
        </p>
      ) : null}
      {alive.some(({ confirmed }) => !confirmed) ? <Notice>{t('ladder.desk.unconfirmed')}</Notice> : null}
      {alive.length === 0 ? null : (
        <Table
          caption={t('ladder.desk.steps')}
          empty=""
          rows={alive}
          columns={[
            { title: t('ladder.desk.step'), kind: 'main', cell: ({ step }) => t(`ladder.step.${noun}.${step}`) },
            { title: t('ladder.desk.due'), cell: ({ dueAt }) => <When at={dueAt} /> },
            { title: t('ladder.desk.lawful'), cell: ({ lawfulDate }) => <Day date={lawfulDate} /> },
            { title: t('ladder.desk.rule'), cell: (rung) => <Rule {...rung} /> },
            { title: t('ladder.desk.for'), cell: ({ audience }) => t(`ladder.audience.${audience}`) },
            {
              title: t('ladder.desk.status'),
              cell: ({ id, status, dueAt, audience, notice }) => {
                if (status === 'done')
                  return (
                    <>
                      <Tag tone="good">{t('ladder.desk.is_done')}</Tag>{' '}
                      {notice === null || !mayReadNotices ? null : (
                        <Go to={`/notices/${notice.id}`}>{t('ladder.desk.notice')}</Go>
                      )}
                    </>
                  )
                if (notice !== null) return <NoticeLink notice={notice} />
                const late = dueAt < now ? <Tag tone="bad">{t('ladder.desk.is_late')}</Tag> : null
                const tick =
                  mayEdit && (audience === 'officials' || dueAt < now) ? (
                    <Deed
                      action={`${placeOf[noun]}/${rowId}/rungs/${id}/done`}
                      label={t('ladder.desk.tick')}
                      tone="second"
                    />
                  ) : null
                return (
                  <>
                    {late} {tick ?? (late ? null : t('ladder.desk.is_planned'))}
                  </>
                )
              },
            },
          ]}
        />
      )}
    </section>
  )
}

/** What has become of the notice that tells residents of a step; the way to it for who reads notices. */
export function NoticeLink({ notice: { id, status } }: { notice: NonNullable<RungLine['notice']> }) {
  const { t, official } = usePage()
  return (
    <>
      <Tag tone={status === 'draft' || status === 'submitted' ? 'warn' : 'plain'}>
        {t(`notice.desk.status.${status}`)}
      </Tag>{' '}
      {official?.permissions.has('read_notices') ? <Go to={`/notices/${id}`}>{t('ladder.desk.notice')}</Go> : null}
    </>
  )
}

/** The law as it is cited, and the name of the rule as the way to the ward's own table. */
export function Rule({ ruleId, basis }: Pick<RungLine, 'ruleId' | 'basis'>) {
  const { t } = usePage()
  return (
    <>
      {basisWords(t, basis)} <RuleLink ruleId={ruleId} />
    </>
  )
}

const RuleLink = ({ ruleId }: { ruleId: string }) => <Go to={`/law-rules?q=${ruleId}`}>{ruleId}</Go>

/** Which rule is no longer kept, and since when: nothing is backdated, a new day must be chosen. */
export function MissedRules({ noun, missed }: { noun: PaperNoun; missed: readonly Missed[] }) {
  const { t } = usePage()
  if (missed.length === 0) return null
  return (
    <Notice tone="bad">
      <p>{t('ladder.desk.missed')}</p>
      <ul>
        {missed.map(({ step, ruleId, basis, lawfulDate }) => (
          <li>
            {t(`ladder.step.${noun}.${step}`)}: {basisWords(t, basis)} (<RuleLink ruleId={ruleId} />
            ), {t('ladder.desk.last_day')} <Day date={lawfulDate} />
          </li>
        ))}
      </ul>
    </Notice>
  )
}
