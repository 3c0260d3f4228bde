import { usePage } from '../views/page-context.ts'
import { Day, Facts, Tag, When } from '../views/parts.tsx'
import { Table } from '../views/table.tsx'
import { Files } from './report-files.tsx'
import type { ReportModel } from './report-model.ts'

type Props = { model: ReportModel }

/** What the ward has answered, with its proof and what was thought of it. */
export function Answers({ model }: Props) {
  const { t } = usePage()
  const { page, names } = model
  return (
    <>
      <h2>{t('feedback.desk.answers')}</h2>
      {page.answers.map((answer) => (
        <section class="answer">
          <p>
            <Tag tone={answer.status === 'approved' ? 'good' : answer.status === 'sent_back' ? 'bad' : 'warn'}>
              {t(`feedback.desk.answer_status.${answer.status}`)}
            </Tag>{' '}
            <strong>{t(`feedback.desk.outcome.${answer.outcome}`)}</strong>
          </p>
          <blockquote class="words">{answer.text}</blockquote>
          <Files
            model={model}
            files={page.files.filter(({ answerId }) => answerId === answer.id)}
            label="feedback.desk.proof_number"
          />
          <p class="quiet">
            {answer.agency ?? names.get(answer.authorId ?? '') ?? t('feedback.desk.somebody')},{' '}
            <When at={answer.proposedAt} />
            {answer.approverId === null
              ? null
              : `; ${t('feedback.desk.decided_by', { name: names.get(answer.approverId) ?? '' })}`}
            {answer.promisedDate === null ? null : (
              <>
                ; {t('feedback.desk.promised_by')} <Day date={answer.promisedDate} />
              </>
            )}
          </p>
        </section>
      ))}
      {page.ratings.length === 0 ? null : (
        <Facts
          facts={page.ratings.map((rating) => [
            t('feedback.desk.rating'),
            [
              t(`feedback.score.${rating.score}`),
              rating.reason === null ? '' : t(`feedback.reason.${rating.reason}`),
              rating.comment ?? '',
            ]
              .filter(Boolean)
              .join('. '),
          ])}
        />
      )}
    </>
  )
}

/** To which other bodies it went, and what came of that. */
export function Forwardings({ model: { page } }: Props) {
  const { t } = usePage()
  return (
    <>
      <h2>{t('feedback.desk.forwardings')}</h2>
      <Table
        caption={t('feedback.desk.forwardings')}
        empty=""
        rows={page.forwardings}
        columns={[
          { title: t('feedback.desk.agency'), kind: 'main', cell: ({ agency }) => agency },
          { title: t('feedback.desk.forwarded_on'), cell: ({ date }) => <Day date={date} /> },
          { title: t('feedback.desk.document_number'), cell: ({ number }) => number ?? '–' },
          { title: t('feedback.desk.nudges'), kind: 'number', cell: ({ nudges }) => String(nudges) },
          {
            title: t('feedback.desk.next_nudge'),
            cell: ({ endedWhy, nextNudgeAt }) =>
              endedWhy === null ? <Day date={nextNudgeAt} /> : t(`feedback.desk.forwarding_ended.${endedWhy}`),
          },
        ]}
      />
    </>
  )
}
