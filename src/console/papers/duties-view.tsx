import type { Duties as DutyList } from '../../ward/ladder/list-duties.ts'
import type { RungLine } from '../../ward/ladder/list-rungs.ts'
import { quarterOf } from '../../ward/ladder/ladder.ts'
import type { Words } from '../visit.ts'
import { usePage } from '../views/page-context.ts'
import { Day, Go, Notice, Tag, When } from '../views/parts.tsx'
import { Table } from '../views/table.tsx'
import { placeOf } from './place-of.ts'
import { NoticeLink, Rule } from './views.tsx'

const whereOf = ({ noun, rowId, period }: RungLine): string => {
  if (noun === 'quarter') return `/disclosures/quarter?end=${period}`
  return noun === 'reception' ? '/reception' : `${placeOf[noun]}/${rowId}`
}

/** The thing, or the period, a step belongs to. */
function ofWhat(t: Words, { noun, title, period }: RungLine): string {
  if (period === null) return title
  return noun === 'quarter'
    ? t('ladder.desk.quarter', quarterOf(period))
    : t('ladder.desk.month', { month: Number(period.slice(5)), year: period.slice(0, 4) })
}

/** What officials have to do this week, the late first; what residents ask; then what came by itself and waits for approval. */
export function Duties({ duties, now }: { duties: DutyList; now: Date }) {
  const { t, official } = usePage()
  const mayReadNotices = official?.permissions.has('read_notices')
  const { rungs, older, questions, notices, stuck } = duties
  return (
    <>
      <p>{t('ladder.desk.what')}</p>
      {questions.length === 0 ? null : <Questions questions={questions} />}
      {older === 0 ? null : <Notice tone="warn">{t('ladder.desk.older', { count: older })}</Notice>}
      <Table
        caption={t('ladder.desk.title')}
        empty={t('ladder.desk.none')}
        rows={rungs}
        columns={[
          {
            title: t('ladder.desk.step'),
            kind: 'main',
            cell: (rung) => (
              <Go to={whereOf(rung)}>{`${t(`ladder.step.${rung.noun}.${rung.step}`)}: ${ofWhat(t, rung)}`}</Go>
            ),
          },
          { title: t('ladder.desk.due'), cell: ({ dueAt }) => <When at={dueAt} /> },
          { title: t('ladder.desk.lawful'), cell: ({ lawfulDate }) => <Day date={lawfulDate} /> },
          { title: t('ladder.desk.rule'), cell: (rung) => <Rule {...rung} /> },
          {
            title: t('ladder.desk.status'),
            cell: ({ dueAt, notice }) => (
              <>
                {dueAt < now ? <Tag tone="bad">{t('ladder.desk.is_late')}</Tag> : null}{' '}
                {notice !== null ? <NoticeLink notice={notice} /> : dueAt < now ? null : t('ladder.desk.is_planned')}
              </>
            ),
          },
        ]}
      />
      <h2>{t('ladder.desk.waiting')}</h2>
      <Table
        caption={t('ladder.desk.waiting')}
        empty={t('ladder.desk.none_waiting')}
        rows={notices}
        columns={[
          {
            title: t('ladder.desk.notice'),
            kind: 'main',
            cell: ({ id, title }) => (mayReadNotices ? <Go to={`/notices/${id}`}>{title}</Go> : title),
          },
          {
            title: t('ladder.desk.leaves'),
            cell: ({ sendAt }) => (sendAt === null ? t('ladder.desk.when_approved') : <When at={sendAt} />),
          },
          {
            title: t('ladder.desk.status'),
            cell: ({ status }) => <Tag tone="warn">{t(`notice.desk.status.${status}`)}</Tag>,
          },
        ]}
      />
      {stuck.length === 0 ? null : (
        <>
          <h2>{t('ladder.desk.stuck')}</h2>
          <ul>
            {stuck.map(({ title, why, date }) => (
              <li>
                {mayReadNotices ? <Go to="/notices/recurring">{title}</Go> : title} (<Day date={date} />
                ): {t(`notice.refused.${why}`)}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}

/** Residents wait for an answer in the chat in which they asked. */
function Questions({ questions }: Pick<DutyList, 'questions'>) {
  const { t } = usePage()
  return (
    <section>
      <h2 id="questions">{t('ladder.desk.questions')}</h2>
      <Table
        caption={t('ladder.desk.questions')}
        empty=""
        rows={questions}
        columns={[
          {
            title: t('ladder.desk.asked_about'),
            kind: 'main',
            cell: ({ disclosureId, title }) => <Go to={`/disclosures/${disclosureId}#questions`}>{title}</Go>,
          },
          { title: t('ladder.desk.asked'), kind: 'number', cell: ({ count }) => count },
          { title: t('ladder.desk.asked_at'), cell: ({ askedAt }) => <When at={askedAt} /> },
          { title: t('ladder.desk.answer_by'), cell: ({ answerBy }) => <Day date={answerBy} /> },
          {
            title: t('ladder.desk.status'),
            cell: ({ late }) => (
              <Tag tone={late ? 'bad' : 'warn'}>{t(late ? 'ladder.desk.is_late' : 'ladder.desk.to_answer')}</Tag>
            ),
          },
        ]}
      />
    </section>
  )
}
