import type { Translate } from '../platform/i18n.ts'
import { wardDateOf } from '../platform/ward-time.ts'
import type { Period, SatisfactionReport } from '../ward/satisfaction/report-satisfaction.ts'
import { percentOf, type Figures, type Share } from '../ward/satisfaction/satisfaction.ts'
import type { ReceptionLine } from '../ward/reception/list-receptions.ts'
import { fewestShown, partsShown } from './fewest-shown.ts'

const number = (n: number): string => n.toLocaleString('vi-VN')

/** "528/528 (100 %)": the numbers behind a share always stand beside it. */
function shareWords(share: Share): string {
  const percent = percentOf(share)
  return `${number(share.part)}/${number(share.total)}${percent === null ? '' : ` (${percent.toLocaleString('vi-VN')} %)`}`
}

/** How content residents are, in public: both ways of counting, nobody named. */
export function SatisfactionTotals({
  t,
  report,
  period,
}: {
  t: Translate
  report: SatisfactionReport
  period: Period
}) {
  const { feedback, dossiers, decision766 } = report
  // a unit of few marks shows its answers only
  const rated = partsShown(report.byUnit, ({ content }) => content.total)
  // who was counted as not content has given a mark: of few marks the share would tell them
  const unlessFew = (figures: Figures, share: Share): string =>
    figures.rated < fewestShown ? t('satisfaction.board.too_few') : shareWords(share)
  return (
    <>
      <p class="lead">{t('satisfaction.board.what', { from: period.from, to: period.to })}</p>
      <h2>{t('satisfaction.desk.of_feedback')}</h2>
      <dl>
        <Fact name={t('satisfaction.desk.answered')} value={number(feedback.asked)} />
        <Fact name={t('satisfaction.desk.late')} value={number(feedback.late)} />
        <Rated t={t} figures={feedback} />
      </dl>
      <h2>{t('satisfaction.desk.of_dossiers')}</h2>
      <dl>
        <Fact name={t('satisfaction.desk.asked')} value={number(dossiers.asked)} />
        <Rated t={t} figures={dossiers} />
      </dl>
      <h2>{t('satisfaction.desk.decision766')}</h2>
      <p>{t('satisfaction.board.decision766_what')}</p>
      <dl>
        <Fact name={t('satisfaction.desk.on_time')} value={shareWords(decision766.onTime)} />
        <Fact name={t('satisfaction.desk.not_dissatisfied')} value={unlessFew(feedback, decision766.notDissatisfied)} />
        <Fact name={t('satisfaction.desk.procedures')} value={unlessFew(dossiers, decision766.procedures)} />
      </dl>
      {report.byUnit.length === 0 ? null : (
        <>
          <h2>{t('satisfaction.desk.by_unit')}</h2>
          <ul>
            {report.byUnit.map((one) => (
              <li key={one.unit}>
                {t(rated.has(one) ? 'satisfaction.board.unit_rated' : 'satisfaction.board.unit', {
                  unit: one.unit || t('satisfaction.desk.no_unit'),
                  count: one.asked,
                  content: shareWords(one.content),
                })}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}

const Fact = ({ name, value }: { name: string; value: string }) => (
  <div>
    <dt>{name}</dt>
    <dd>{value}</dd>
  </div>
)

function Rated({ t, figures }: { t: Translate; figures: Figures }) {
  const isShown = figures.rated >= fewestShown
  return (
    <>
      <Fact name={t('satisfaction.desk.response')} value={shareWords(figures.response)} />
      <Fact
        name={t('satisfaction.desk.content')}
        value={isShown ? shareWords(figures.content) : t('satisfaction.board.too_few')}
      />
      {isShown ? <Fact name={t('satisfaction.desk.mean')} value={(figures.mean ?? 0).toLocaleString('vi-VN')} /> : null}
    </>
  )
}

/** When the ward receives citizens in person: posted for everybody, with the way to a place in the queue. */
export function ReceptionSchedule({
  t,
  slug,
  sessions,
}: {
  t: Translate
  slug: string
  sessions: readonly ReceptionLine[]
}) {
  return (
    <>
      <p class="lead">{t('reception.board.what')}</p>
      {sessions.length === 0 ? (
        <p>{t('reception.board.none')}</p>
      ) : (
        <ul>
          {sessions.map((one) => (
            <li key={one.id}>
              {t(one.cancelledAt === null ? 'reception.board.session' : 'reception.board.session_cancelled', {
                date: wardDateOf(one.startsAt),
                startsAt: one.startsAt.toISOString(),
                endsAt: one.endsAt.toISOString(),
                place: one.place,
                host: one.host,
                left: Math.max(0, one.seats - one.booked),
              })}
            </li>
          ))}
        </ul>
      )}
      <p>{t('reception.board.how')}</p>
      <p>
        <a class="button" href={`/${slug}/chat`}>
          {t('board.chat')}
        </a>
      </p>
    </>
  )
}
