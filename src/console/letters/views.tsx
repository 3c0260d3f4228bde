import { paragraphsOf } from './paragraphs-of.ts'
import { approvalsNeeded, isJoyful, type LetterKind, type LetterStatus } from '../../ward/letter/letter.ts'
import type { LetterCard } from '../../ward/letter/find-letters.ts'
import type { LetterWords } from '../../ward/letter/approve-letter.ts'
import { Area, Boxes, Field, PostForm } from '../views/forms.tsx'
import { Careful, Day, Deed, Facts, Go, Notice, Tag } from '../views/parts.tsx'
import { usePage } from '../views/page-context.ts'
import { Table } from '../views/table.tsx'

export type WordedCard = LetterCard & { worded: LetterWords | null }

type HomeProps = {
  cards: readonly WordedCard[]
  counts: ReadonlyMap<LetterStatus, number>
  calendar: readonly { date: string; kind: LetterKind; count: number }[]
  tasks: number
  isOff: boolean
  may: { approve: boolean; prepare: boolean; fund: boolean }
}

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
  const worded = cards.filter(({ worded: words }) => words !== null)
  return (
    <>
      <Cards title={t('letter.desk.joy')} cards={cards} />
      {mayApprove && worded.length > 0 ? (
        <PostForm action="/letters/approve">
          <Boxes
            name="letter"
            legend={t('letter.desk.choose')}
            values={worded.map(({ id }) => id)}
            options={worded.map(({ id, worded: words, kind }) => ({
              value: id,
              label: words!.addressee,
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
      {cards.map((card) => (
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
    </section>
  )
}

type LetterProps = {
  card: WordedCard
  official: { id: string }
  may: { approve: boolean; prepare: boolean }
  today: string
}

/** One letter: who is in it, what it says, and what may be done with it now. */
export function LetterView({ card, official, may, today }: LetterProps) {
  const { t } = usePage()
  return (
    <>
      <Facts
        facts={[
          [t('letter.desk.status'), <Tag>{t(`letter.status.${card.status}`)}</Tag>],
          [t('letter.desk.why'), card.why ? t(`letter.why.${card.why}`) : null],
          [t('letter.desk.way'), t(`letter.desk.way_${card.way}`)],
          [t('letter.desk.place'), card.neighbourhood],
          [t('letter.desk.date'), card.nextDate ? <Day date={card.nextDate} /> : null],
        ]}
      />
      <h2>{t('letter.desk.people')}</h2>
      <ul>
        {card.parties.map(({ role, person, agreed }) => (
          <li>
            {person.fullName}
            {role === 'child' || role === 'deceased'
              ? ''
              : ` – ${agreed ? t('letter.desk.agreed') : t('letter.desk.not_agreed')}`}
          </li>
        ))}
      </ul>
      <h2>{t('letter.desk.text')}</h2>
      <Words card={card} official={official} mayApprove={may.approve} />
      {may.prepare ? <Acts card={card} today={today} /> : null}
    </>
  )
}

function Words({ card, official, mayApprove }: { card: WordedCard; official: { id: string }; mayApprove: boolean }) {
  const { t } = usePage()
  if (card.worded === null) return <Notice tone="warn">{t('letter.desk.no_text')}</Notice>
  const open = card.status === 'ready' && mayApprove
  const isSecond = card.approvedById !== null
  const label =
    approvalsNeeded(card.kind) === 1
      ? t('letter.desk.approve')
      : isSecond
        ? t('letter.desk.approve_second')
        : t('letter.desk.approve_first')
  return (
    <>
      {open && !isSecond ? (
        <PostForm action={`/letters/${card.id}/approve`}>
          <Field name="addressee" label={t('letter.desk.addressee')} value={card.worded.addressee} />
          <Area name="text" label={t('letter.desk.text')} value={card.worded.text} rows={7} />
          <button class="main">{label}</button>
        </PostForm>
      ) : (
        <>
          <p>
            <strong>{card.worded.addressee}</strong>
          </p>
          {paragraphsOf(card.worded.text).map((line) => (
            <p>{line}</p>
          ))}
          {open && card.approvedById !== official.id ? (
            <Deed
              action={`/letters/${card.id}/approve`}
              label={label}
              fields={{ addressee: card.worded.addressee, text: card.worded.text }}
            />
          ) : null}
          {open && card.approvedById === official.id ? <p class="quiet">{t('letter.desk.first_done')}</p> : null}
        </>
      )}
      {mayApprove && card.approvedById !== null && ['ready', 'approved', 'paper'].includes(card.status) ? (
        <Deed action={`/letters/${card.id}/take-back`} label={t('letter.desk.take_back')} tone="second" />
      ) : null}
      <p>
        <Go to={`/letters/${card.id}/paper`}>{t('letter.desk.print_one')}</Go>
      </p>
    </>
  )
}

function Acts({ card, today }: { card: WordedCard; today: string }) {
  const { t } = usePage()
  const action = `/letters/${card.id}`
  return (
    <>
      {card.status === 'review' ? <Deed action={`${action}/clear`} label={t('letter.desk.clear')} /> : null}
      {card.status === 'tray' ? (
        <>
          <Deed action={`${action}/tray`} label={t('letter.desk.arrived')} fields={{ decision: 'arrived' }} />
          <Deed
            action={`${action}/tray`}
            label={t('letter.desk.to_paper')}
            tone="second"
            fields={{ decision: 'paper' }}
          />
          <Careful label={t('letter.desk.again')}>
            <p>{t('letter.desk.again_what')}</p>
            <Deed action={`${action}/tray`} label={t('letter.desk.again')} tone="bad" fields={{ decision: 'again' }} />
          </Careful>
        </>
      ) : null}
      {card.status === 'paper' ? (
        <PostForm action={`${action}/hand-over`}>
          <Field name="date" label={t('letter.desk.given_date')} type="date" value={today} short />
          <button class="main">{t('letter.desk.hand_over')}</button>
        </PostForm>
      ) : null}
      {['sent', 'handed_over', 'stopped'].includes(card.status) ? null : (
        <Careful label={t('letter.desk.stop')}>
          <p>{t('letter.desk.stop_what')}</p>
          <Deed action={`${action}/stop`} label={t('letter.desk.stop')} tone="bad" />
        </Careful>
      )}
    </>
  )
}

/** Letters on paper by neighbourhood: what its head takes along. */
export function VisitList({ cards }: { cards: readonly WordedCard[] }) {
  const { t } = usePage()
  const places = [...new Set(cards.map(({ neighbourhood }) => neighbourhood))].sort()
  return (
    <>
      <p>{t('letter.desk.visits_what')}</p>
      {cards.length === 0 ? (
        <p class="empty">{t('letter.desk.none')}</p>
      ) : (
        <p>
          <Go to="/letters/visits/paper" class="button">
            {t('letter.desk.print_all')}
          </Go>
        </p>
      )}
      {places.map((place) => (
        <>
          <h2>{place ?? '–'}</h2>
          <Table
            caption={place ?? t('letter.desk.visits')}
            rows={cards.filter(({ neighbourhood }) => neighbourhood === place)}
            empty={t('letter.desk.none')}
            columns={[
              {
                title: t('letter.desk.who'),
                kind: 'main',
                cell: ({ worded, id }) => <Go to={`/letters/${id}`}>{worded?.addressee ?? '–'}</Go>,
              },
              { title: t('letter.desk.kind'), cell: ({ kind }) => t(`letter.kind.${kind}`) },
              { title: t('letter.desk.given_date'), cell: () => '……/……/………' },
            ]}
          />
        </>
      ))}
    </>
  )
}
