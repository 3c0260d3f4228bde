import type { Duties as DutyList } from '../../ward/ladder/list-duties.ts'
import { usePage } from '../views/page-context.ts'
import { Day, Go, Tag, When } from '../views/parts.tsx'
import { Table } from '../views/table.tsx'
import { NoticeLink, placeOf, Rule } from './views.tsx'

/** What officials have to do this week, the late first; then what came by itself and waits for approval. */
export function Duties({ duties: { rungs, notices, stuck }, now }: { duties: DutyList; now: Date }) {
  const { t } = usePage()
  return (
    <>
      <p>{t('ladder.desk.what')}</p>
      <Table
        caption={t('ladder.desk.title')}
        empty={t('ladder.desk.none')}
        rows={rungs}
        columns={[
          {
            title: t('ladder.desk.step'),
            kind: 'main',
            cell: ({ noun, rowId, step, title }) => (
              <Go to={`${placeOf[noun]}/${rowId}`}>{`${t(`ladder.step.${noun}.${step}`)}: ${title}`}</Go>
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
            cell: ({ id, title }) => <Go to={`/notices/${id}`}>{title}</Go>,
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
                <Go to="/notices/recurring">{title}</Go> (<Day date={date} />
                ): {t(`notice.refused.${why}`)}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}
