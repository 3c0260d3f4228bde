import type { RestrictedLine } from '../../ward/feedback/list-inbox.ts'
import { usePage } from '../views/page-context.ts'
import { Go, Notice, Tag, When } from '../views/parts.tsx'
import { Table } from '../views/table.tsx'
import { timeTones } from './words.ts'

/** What is kept from general reading, for those it is given to: codes and clocks, no words before it is opened. */
export function RestrictedList({ lines }: { lines: readonly RestrictedLine[] }) {
  const { t } = usePage()
  return (
    <>
      <Notice tone="warn">{t('feedback.desk.restricted_what')}</Notice>
      <Table
        caption={t('feedback.desk.restricted_title')}
        empty={t('feedback.desk.restricted_none')}
        rows={lines}
        columns={[
          {
            title: t('feedback.desk.logbook.code'),
            kind: 'main',
            cell: ({ id, code }) => <Go to={`/restricted-feedback/${id}`}>{code}</Go>,
          },
          {
            title: t('feedback.desk.restricted_reason'),
            cell: ({ restricted }) => t(`feedback.desk.restriction.${restricted}`),
          },
          { title: t('console.list.status'), cell: ({ status }) => <Tag>{t(`feedback.desk.status.${status}`)}</Tag> },
          {
            title: t('feedback.desk.due'),
            cell: ({ time, dueAt }) => (
              <>
                <Tag tone={timeTones[time]}>{t(`feedback.desk.time.${time}`)}</Tag> <When at={dueAt} />
              </>
            ),
          },
          { title: t('feedback.desk.assignee'), cell: ({ assignee }) => assignee ?? '–' },
        ]}
      />
    </>
  )
}
