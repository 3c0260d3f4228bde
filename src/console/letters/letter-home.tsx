import { isJoyful, type LetterKind, type LetterStatus } from '../../ward/letter/letter.ts'
import { paragraphsOf } from '../../ward/letter/paragraphs-of.ts'
import { Boxes, PostForm } from '../views/forms.tsx'
import { Careful, Day, Deed, Go, Notice, Tag } from '../views/parts.tsx'
import { usePage } from '../views/page-context.ts'
import { Table } from '../views/table.tsx'
import { markOf, type WordedCard } from './worded-card.ts'

type HomeProps = {
  cards: readonly WordedCard[]
  counts: ReadonlyMap<LetterStatus, number>
  calendar: readonly { date: string; kind: LetterKind; count: number }[]
  tasks: number
  isOff: boolean
  may: { approve: boolean; prepare: boolean; fund: boolean }
}

/** More of one sort are not shown on one page. */
export const shownCards = 100

/** The week's letters: what needs a person first, then what is to be approved, then what goes by itself. */
export function LetterHome({ cards, counts, calendar, tasks, isOff, may }: HomeProps) {
  const { t } = usePage()
  const of = (status: LetterStatus) => cards.filter((card) => card.status === status)
  const ready = of('ready')
  return (
    <>
      <p>{t('letter.desk.what')}</p>
      <Ways tasks={tasks} fund={may.fund} />
      {isOff ? <Notice tone="bad">{t('letter.desk.is_off')}</Notice> : null}
      <Cards title={t('letter.desk.review')} cards={of('review')} />
      <Cards title={t('letter.desk.tray')} cards={of('tray')} />
      <Joy cards={ready.filter(({ kind }) => isJoyful(kind))} mayApprove={may.approve} />
      <Cards title={t('letter.desk.grief')} cards={ready.filter(({ kind }) => !isJoyful(kind))} />
      <Cards title={t('letter.desk.approved')} cards={of('approved')} />
      <h2>{t('letter.desk.calendar')}</h2>
      <Table
        caption={t('letter.desk.calendar')}
        rows={calendar}
        empty={t('letter.desk.none')}
        columns={[
          { title: t('letter.desk.date'), kind: 'main', cell: ({ date }) => <Day date={date} /> },
          { title: t('letter.desk.kind'), cell: ({ kind }) => t(`letter.kind.${kind}`) },
          { title: t('letter.desk.number'), kind: 'number', cell: ({ count }) => count },
        ]}
      />
      <h2>{t('letter.desk.counts')}</h2>
      <Table
        caption={t('letter.desk.counts')}
        rows={[...counts]}
        empty={t('letter.desk.none')}
        columns={[
          { title: t('letter.desk.status'), kind: 'main', cell: ([status]) => t(`letter.status.${status}`) },
          { title: t('letter.desk.number'), kind: 'number', cell: ([, count]) => count },
        ]}
      />
      {may.approve ? <Switch isOff={isOff} /> : null}
    </>
  )
}

function Ways({ tasks, fund }: { tasks: number; fund: boolean }) {
  const { t } = usePage()
  return (
    <ul class="waits">
      <li>
        <strong>{tasks}</strong>
        <Go to="/letters/tasks">{t('letter.desk.tasks')}</Go>
      </li>
      <li>
        <Go to="/letters/visits">{t('letter.desk.visits')}</Go>
      </li>
      <li>
        <Go to="/letters/texts">{t('letter.desk.texts')}</Go>
      </li>
      <li>
        <Go to="/civil-events">{t('letter.desk.events')}</Go>
      </li>
      <li>
        <Go to="/longevity">{t('letter.desk.longevity')}</Go>
      </li>
      {fund ? (
        <li>
          <Go to="/fund">{t('letter.desk.fund')}</Go>
        </li>
      ) : null}
    </ul>
  )
}

function Switch({ isOff }: { isOff: boolean }) {
  const { t } = usePage()
  if (isOff) return <Deed action="/letters/switch" label={t('letter.desk.switch_on')} fields={{ on: '1' }} />
  return (
    <Careful label={t('letter.desk.switch_off')}>
      <p>{t('letter.desk.switch_what')}</p>
      <Deed action="/letters/switch" label={t('letter.desk.switch_off')} tone="bad" fields={{ on: '0' }} />
    </Careful>
  )
}

function Joy({ cards, mayApprove }: { cards: readonly WordedCard[]; mayApprove: boolean }) {
  const { t } = usePage()
  const worded = cards
    .slice(0, shownCards)
    .flatMap(({ id, kind, worded: words }) =>
      words === null ? [] : [{ value: `${id}:${markOf(words)}`, kind, words }]
    )
  return (
    <>
      <Cards title={t('letter.desk.joy')} cards={cards} />
      {mayApprove && worded.length > 0 ? (
        <PostForm action="/letters/approve">
          <Boxes
            name="letter"
            legend={t('letter.desk.choose')}
            values={worded.map(({ value }) => value)}
            options={worded.map(({ value, words, kind }) => ({
              value,
              label: words.addressee,
              hint: t(`letter.kind.${kind}`),
            }))}
          />
          <button class="main">{t('letter.desk.approve_ticked')}</button>
        </PostForm>
      ) : null}
    </>
  )
}

function Cards({ title, cards }: { title: string; cards: readonly WordedCard[] }) {
  const { t } = usePage()
  return (
    <section>
      <h2>{title}</h2>
      {cards.length === 0 ? <p class="empty">{t('letter.desk.none')}</p> : null}
      {cards.slice(0, shownCards).map((card) => (
        <article class="notice">
          <p>
            <Tag tone={isJoyful(card.kind) ? 'good' : 'plain'}>{t(`letter.kind.${card.kind}`)}</Tag>{' '}
            <strong>{card.worded?.addressee ?? '–'}</strong>
          </p>
          {card.why ? <p>{t(`letter.why.${card.why}`)}</p> : null}
          {card.worded ? (
            paragraphsOf(card.worded.text).map((line) => <p>{line}</p>)
          ) : (
            <p>{t('letter.desk.no_text')}</p>
          )}
          {card.approvedById !== null && card.status === 'ready' ? (
            <p class="quiet">{t('letter.desk.first_done')}</p>
          ) : null}
          <p class="quiet">
            {[t(`letter.desk.way_${card.way}`), card.neighbourhood].filter(Boolean).join(' · ')}{' '}
            <Go to={`/letters/${card.id}`}>{t('letter.desk.open')}</Go>
          </p>
        </article>
      ))}
      {cards.length > shownCards ? <Notice>{t('letter.desk.more', { count: shownCards })}</Notice> : null}
    </section>
  )
}
