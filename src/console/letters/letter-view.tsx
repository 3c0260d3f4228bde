import { approvalsNeeded, isPrintable } from '../../ward/letter/letter.ts'
import type { FundLine } from '../../ward/fund/report-fund.ts'
import { paragraphsOf } from '../../ward/letter/paragraphs-of.ts'
import { Area, Choice, Field, PostForm } from '../views/forms.tsx'
import { Careful, Day, Deed, Facts, Go, Notice, Tag } from '../views/parts.tsx'
import { usePage } from '../views/page-context.ts'
import { amountOf } from '../fund/amount-of.ts'
import type { WordedCard } from './worded-card.ts'

type LetterProps = {
  card: WordedCard
  official: { id: string }
  may: { approve: boolean; prepare: boolean; fund: boolean }
  today: string
  /** Who may be asked to bring it. */
  visitors: readonly string[]
  /** What the fund has given in this case. */
  entries: readonly FundLine[]
}

/** One letter: who is in it, what it says, and what may be done with it now. */
export function LetterView({ card, official, may, today, visitors, entries }: LetterProps) {
  const { t } = usePage()
  return (
    <>
      <Facts
        facts={[
          [t('letter.desk.status'), <Tag>{t(`letter.status.${card.status}`)}</Tag>],
          [t('letter.desk.why'), card.why ? t(`letter.why.${card.why}`) : null],
          [t('letter.desk.way'), t(`letter.desk.way_${card.way}`)],
          [t('letter.desk.place'), card.neighbourhood],
          [t('letter.desk.held_until'), card.nextDate ? <Day date={card.nextDate} /> : null],
          [t('letter.desk.visitor'), card.visitor],
          [t('letter.desk.visit_date'), card.visitDate ? <Day date={card.visitDate} /> : null],
          [t('letter.desk.given_date'), card.handedOverDate ? <Day date={card.handedOverDate} /> : null],
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
      {may.prepare && card.status === 'paper' ? <Visitor card={card} visitors={visitors} today={today} /> : null}
      {may.prepare ? <Acts card={card} today={today} /> : null}
      <Given letterId={card.id} entries={entries} mayEnter={may.fund} />
    </>
  )
}

/** Who goes, and when: asked before, so that nobody stands at the door unprepared and no letter lies forgotten. */
function Visitor({ card, visitors, today }: { card: WordedCard; visitors: readonly string[]; today: string }) {
  const { t } = usePage()
  const own = card.visitor !== null && !visitors.includes(card.visitor) ? card.visitor : ''
  return (
    <section>
      <h2>{t('letter.desk.assign')}</h2>
      <PostForm action={`/letters/${card.id}/visitor`}>
        <Choice
          name="visitor"
          label={t('letter.desk.visitor')}
          value={card.visitor ?? ''}
          empty={t('letter.desk.visitor_other')}
          options={visitors.map((name) => ({ value: name, label: name }))}
        />
        <Field name="other" label={t('letter.desk.visitor_name')} value={own} optional />
        <Field name="visitDate" label={t('letter.desk.visit_date')} type="date" value={card.visitDate ?? today} short />
        <button class="main">{t('letter.desk.assign_do')}</button>
      </PostForm>
    </section>
  )
}

/** What the fund gave in this case, and the way to write it down. */
function Given({ letterId, entries, mayEnter }: { letterId: string; entries: readonly FundLine[]; mayEnter: boolean }) {
  const { t } = usePage()
  if (entries.length === 0 && !mayEnter) return null
  return (
    <section>
      <h2>{t('letter.desk.fund')}</h2>
      {entries.length === 0 ? <p class="empty">{t('fund.desk.none')}</p> : null}
      <ul>
        {entries.map((entry) => (
          <li>
            <Day date={entry.givenDate} /> · {t(`fund.form.${entry.form}`)} · {amountOf(entry.amountDong)}
            {entry.voided ? ` · ${t('fund.desk.voided')}` : ''}
          </li>
        ))}
      </ul>
      {mayEnter ? (
        <p>
          <Go to={`/fund?letter=${letterId}`}>{t('fund.desk.enter_for_letter')}</Go>
        </p>
      ) : null}
    </section>
  )
}

function Words({ card, official, mayApprove }: { card: WordedCard; official: { id: string }; mayApprove: boolean }) {
  const { t } = usePage()
  if (card.worded === null) return <Notice tone="warn">{t('letter.desk.no_text')}</Notice>
  const open = card.status === 'ready' && mayApprove
  const dead = card.parties.find(({ role }) => role === 'deceased')?.person
  const isUnsure = dead !== undefined && (dead.birthYear === null || dead.gender === null)
  const isSecond = card.approvedById !== null
  const label =
    approvalsNeeded(card.kind) === 1
      ? t('letter.desk.approve')
      : isSecond
        ? t('letter.desk.approve_second')
        : t('letter.desk.approve_first')
  return (
    <>
      {open && isUnsure ? <Notice tone="warn">{t('letter.desk.unknown_form')}</Notice> : null}
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
      {isPrintable(card) ? (
        <p>
          <Go to={`/letters/${card.id}/paper`}>{t('letter.desk.print_one')}</Go>
        </p>
      ) : null}
    </>
  )
}

function Acts({ card, today }: { card: WordedCard; today: string }) {
  const { t } = usePage()
  const action = `/letters/${card.id}`
  return (
    <>
      {card.status === 'review' && card.why === 'same_death' ? (
        <p>
          <Go to={`/civil-events/${card.eventId}/merge`} class="button">
            {t('civil_event.desk.merge_look')}
          </Go>
        </p>
      ) : null}
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
