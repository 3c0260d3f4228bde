import { isId } from '../../platform/ids.ts'
import type { ChatLine } from '../../ward/conversation/list-messages.ts'
import type { HandOverPage } from '../../ward/hand-over/find-hand-over.ts'
import type { HandOverLine } from '../../ward/hand-over/list-hand-overs.ts'
import { root } from '../console-app.ts'
import { Area, AskForm, Choice, PostForm } from '../views/forms.tsx'
import { usePage } from '../views/page-context.ts'
import { Deed, Facts, Go, Notice, Pager, Tag, When } from '../views/parts.tsx'
import { Table } from '../views/table.tsx'
import type { Words } from '../visit.ts'

const filters = ['waiting', 'answered', 'closed', 'all'] as const
const knownWhys = [
  'asked',
  'missed_twice',
  'anger',
  'emergency',
  'unreadable',
  'grievance',
  'wrong_person',
  'restricted',
  'trouble',
]

/** Why a person was called, in words: 'topic:<intent>' is named as residents are asked about it. */
export function whyWords(t: Words, why: string): string {
  const [kind = '', detail] = why.split(':')
  if (kind === 'topic' && detail) return t(`conversation.intent.${detail}`)
  return t(`console.hand_overs.why.${knownWhys.includes(kind) ? kind : 'other'}`)
}

type ListProps = {
  lines: readonly HandOverLine[]
  query: { status: string; cursor?: string | undefined }
  next: string | null
}

export function HandOverList({ lines, query, next }: ListProps) {
  const { t } = usePage()
  return (
    <>
      <AskForm action="/hand-overs">
        <Choice
          name="status"
          label={t('console.list.status')}
          value={query.status}
          options={filters.map((value) => ({ value, label: t(`console.hand_overs.filter.${value}`) }))}
        />
        <button class="main">{t('console.list.filter')}</button>
      </AskForm>
      <Table
        caption={t('console.hand_overs.title')}
        empty={t('console.hand_overs.none')}
        rows={lines}
        columns={[
          {
            title: t('console.hand_overs.matter'),
            kind: 'main',
            cell: (line) => <Go to={`/hand-overs/${line.id}`}>{whyWords(t, line.why)}</Go>,
          },
          { title: t('console.hand_overs.who'), cell: (line) => who(t, line) },
          { title: t('console.hand_overs.opened'), cell: ({ openedAt }) => <When at={openedAt} /> },
          { title: t('console.hand_overs.due'), cell: ({ answerDueAt }) => <When at={answerDueAt} /> },
          { title: t('console.list.status'), cell: (line) => <Standing line={line} /> },
        ]}
      />
      <Pager next={next} isFirst={query.cursor === undefined} />
    </>
  )
}

const who = (t: Words, { citizenName, neighbourhood, channel }: HandOverLine): string =>
  [citizenName ?? t('console.hand_overs.unknown'), neighbourhood, t(`console.channel.${channel}`)]
    .filter(Boolean)
    .join(', ')

function Standing({ line }: { line: HandOverLine }) {
  const { t } = usePage()
  return (
    <>
      {line.urgent ? <Tag tone="bad">{t('console.hand_overs.urgent')}</Tag> : null}{' '}
      {line.restricted ? <Tag tone="warn">{t('console.hand_overs.restricted')}</Tag> : null}{' '}
      {line.late ? <Tag tone="bad">{t('console.hand_overs.late')}</Tag> : null}{' '}
      <Tag>{t(`console.hand_overs.status.${line.status}`)}</Tag> {line.takenBy?.fullName ?? ''}
    </>
  )
}

type ViewProps = { handOver: HandOverPage; officialId: string; text: string; answerKey: string }

export function HandOverView({ handOver, officialId, text, answerKey }: ViewProps) {
  const { t } = usePage()
  const path = `/hand-overs/${handOver.id}`
  const isMine = handOver.takenBy === null || handOver.takenBy.id === officialId
  const isOver = handOver.status === 'closed'
  return (
    <>
      <Facts
        facts={[
          [t('console.hand_overs.matter'), whyWords(t, handOver.why)],
          [t('console.hand_overs.who'), who(t, handOver)],
          [t('console.list.status'), <Standing line={handOver} />],
          [t('console.hand_overs.opened'), <When at={handOver.openedAt} />],
          [t('console.hand_overs.due'), <When at={handOver.answerDueAt} />],
        ]}
      />
      {handOver.restricted ? <Notice tone="warn">{t('console.hand_overs.restricted_what')}</Notice> : null}
      <h2>{t('console.hand_overs.transcript')}</h2>
      <Transcript path={path} lines={handOver.transcript} />
      {isOver ? <Notice>{t('console.hand_overs.is_closed')}</Notice> : null}
      {!isOver && !isMine ? (
        <Notice tone="warn">{t('console.hand_overs.has_other', { name: handOver.takenBy?.fullName ?? '' })}</Notice>
      ) : null}
      {!isOver && isMine ? (
        <>
          {handOver.status === 'open' ? (
            <Deed action={`${path}/take`} label={t('console.hand_overs.take')} tone="second" />
          ) : null}
          <h2>{t('console.hand_overs.answer')}</h2>
          <PostForm action={`${path}/answer`}>
            <input type="hidden" name="key" value={answerKey} />
            <Area
              name="text"
              label={t('console.hand_overs.answer_label')}
              hint={t('console.hand_overs.answer_hint')}
              value={text}
            />
            <button class="main">{t('console.hand_overs.send')}</button>
          </PostForm>
        </>
      ) : null}
      {isOver ? null : <Deed action={`${path}/close`} label={t('console.hand_overs.close')} tone="second" />}
    </>
  )
}

function Transcript({ path, lines }: { path: string; lines: readonly ChatLine[] }) {
  const { t } = usePage()
  if (lines.length === 0) return <p class="empty">{t('console.hand_overs.no_lines')}</p>
  return (
    <ol class="chat">
      {lines.map((line) => (
        <li class={line.from}>
          <p class="who">
            {t(`console.hand_overs.from.${line.from}`)}, <When at={line.at} />
          </p>
          <Line path={path} line={line} />
        </li>
      ))}
    </ol>
  )
}

function Line({ path, line }: { path: string; line: ChatLine }) {
  const { t } = usePage()
  if (line.from === 'ward')
    return <p>{[line.words?.text, ...(line.words?.choices ?? []).map(({ label }) => `[${label}]`)].join(' ')}</p>
  const content = line.content ?? { kind: 'unknown' }
  switch (content.kind) {
    case 'text':
      return <p>{String(content.text)}</p>
    case 'photo':
      return (
        <Photo
          path={path}
          fetchKey={String(content.fetchKey)}
          caption={typeof content.caption === 'string' ? content.caption : ''}
        />
      )
    case 'location':
      return (
        <p>
          {t('console.hand_overs.did.location', {
            latitude: String(content.latitude),
            longitude: String(content.longitude),
          })}
        </p>
      )
    case 'choice':
      return <p>{t('console.hand_overs.did.choice')}</p>
    case 'contact':
    case 'arrived':
    case 'left':
    case 'withdrew':
    case 'human_echo':
      return <p>{t(`console.hand_overs.did.${content.kind}`)}</p>
    default:
      return <p>{t('console.hand_overs.did.unreadable')}</p>
  }
}

function Photo({ path, fetchKey, caption }: { path: string; fetchKey: string; caption: string }) {
  const { t } = usePage()
  return (
    <>
      <p>
        {isId(fetchKey) ? (
          <a href={`${root}${path}/photos/${fetchKey}`}>{t('console.hand_overs.did.photo')}</a>
        ) : (
          t('console.hand_overs.did.photo')
        )}
      </p>
      {caption ? <p>{caption}</p> : null}
    </>
  )
}
