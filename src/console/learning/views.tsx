import type { LearningLine } from '../../ward/learning/list-learning.ts'
import type { ModelVersionLine } from '../../ward/learning/model-version.ts'
import { PostForm } from '../views/forms.tsx'
import { usePage } from '../views/page-context.ts'
import { Deed, Tag, When } from '../views/parts.tsx'
import { Table } from '../views/table.tsx'
import { teachableIntents } from './teachable-intents.ts'

type Props = { messages: readonly LearningLine[]; versions: readonly ModelVersionLine[]; officialId: string }

export function LearningView({ messages, versions, officialId }: Props) {
  const { t } = usePage()
  return (
    <>
      <p>{t('console.learning.what')}</p>
      <Table
        caption={t('console.learning.messages')}
        empty={t('console.learning.none')}
        rows={messages}
        showCaption
        columns={[
          { title: t('console.learning.message'), kind: 'main', cell: ({ masked }) => masked },
          { title: t('console.learning.guess'), cell: ({ guess }) => t(`conversation.intent.${guess}`) },
          { title: t('console.learning.seen'), cell: ({ seenAt }) => <When at={seenAt} /> },
          { title: t('console.learning.decide'), cell: (line) => <Decide line={line} officialId={officialId} /> },
        ]}
      />
      <Versions versions={versions} />
    </>
  )
}

function Decide({ line, officialId }: { line: LearningLine; officialId: string }) {
  const { t } = usePage()
  const path = `/learning/${line.id}`
  const proposed = line.status === 'proposed' && line.intent !== null
  return (
    <>
      {proposed ? (
        <p>
          <Tag>{t('console.learning.proposed', { intent: t(`conversation.intent.${line.intent}`) })}</Tag>
        </p>
      ) : null}
      {proposed && line.proposedById !== officialId ? (
        <Deed action={`${path}/approve`} label={t('console.learning.approve')} />
      ) : null}
      {proposed && line.proposedById === officialId ? (
        <p class="hint">{t('console.learning.waits_for_second')}</p>
      ) : null}
      <PostForm action={`${path}/propose`} class="inline">
        <label class="visually-hidden" for={`intent-${line.id}`}>
          {t('console.learning.meaning_of', { text: line.masked })}
        </label>
        <select id={`intent-${line.id}`} name="intent">
          {teachableIntents.map((intent) => (
            <option value={intent} selected={intent === (line.intent ?? line.guess)}>
              {t(`conversation.intent.${intent}`)}
            </option>
          ))}
        </select>
        <button type="submit" class="second">
          {t('console.learning.propose')}
        </button>
      </PostForm>
      <Deed action={`${path}/ignore`} label={t('console.learning.ignore')} tone="second" />
    </>
  )
}

const percent = (share: number): string => `${(share * 100).toFixed(1).replace('.', ',')} %`

function Versions({ versions }: { versions: readonly ModelVersionLine[] }) {
  const { t } = usePage()
  const isShipped = !versions.some(({ status }) => status === 'live')
  return (
    <section aria-labelledby="models">
      <h2 id="models">{t('console.learning.models')}</h2>
      <p>{t(isShipped ? 'console.learning.shipped_speaks' : 'console.learning.own_speaks')}</p>
      {isShipped ? null : (
        <Deed action="/learning/models/0" label={t('console.learning.back_to_shipped')} tone="second" />
      )}
      <Table
        caption={t('console.learning.models')}
        empty={t('console.learning.no_models')}
        rows={versions}
        columns={[
          { title: t('console.learning.version'), kind: 'main', cell: ({ number }) => String(number) },
          { title: t('console.learning.added'), kind: 'number', cell: ({ added }) => String(added) },
          { title: t('console.learning.understood'), kind: 'number', cell: ({ topOne }) => percent(topOne) },
          {
            title: t('console.learning.acted_rightly'),
            kind: 'number',
            cell: ({ actPrecision }) => percent(actPrecision),
          },
          { title: t('console.learning.made'), cell: ({ createdAt }) => <When at={createdAt} /> },
          { title: t('console.list.status'), cell: (version) => <Standing version={version} /> },
        ]}
      />
    </section>
  )
}

function Standing({ version: { number, status, why } }: { version: ModelVersionLine }) {
  const { t } = usePage()
  const tone = status === 'live' ? 'good' : status === 'refused' ? 'bad' : 'plain'
  return (
    <>
      <Tag tone={tone}>{t(`console.learning.status.${status}`)}</Tag>{' '}
      {why ? t(`console.learning.kept_back.${why}`) : null}
      {status === 'retired' ? (
        <Deed action={`/learning/models/${number}`} label={t('console.learning.speak_again')} tone="second" />
      ) : null}
    </>
  )
}
