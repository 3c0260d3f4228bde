import { countHandOvers, listHandOvers, type HandOverLine } from '../../ward/hand-over/list-hand-overs.ts'
import { listDossiers } from '../../ward/dossier/list-dossiers.ts'
import { listDataRequests } from '../../ward/data-request/list-data-requests.ts'
import { countInbox } from '../../ward/feedback/list-inbox.ts'
import { listDuties } from '../../ward/ladder/list-duties.ts'
import { countLetters } from '../../ward/letter/find-letters.ts'
import { countToApprove } from '../../ward/notice/may-approve.ts'
import { findAttendance } from '../../ward/grievance/find-attendance.ts'
import { listImports } from '../../ward/import/list-imports.ts'
import { countProcedures } from '../../ward/procedure/count-procedures.ts'
import { show } from '../answer.ts'
import type { ConsoleApp } from '../console-app.ts'
import { readerOf } from '../feedback/pages.tsx'
import { whyWords } from '../hand-overs/views.tsx'
import { page } from '../page.tsx'
import { usePage } from '../views/page-context.ts'
import { Go, Notice, Tag, When } from '../views/parts.tsx'
import { Table } from '../views/table.tsx'
import type { Visit } from '../visit.ts'

/** One thing that waits: how many, where, and what of it is pressing. */
type Waiting = { path: string; say: string; count: number; pressing: readonly string[] }

const shownHere = 10
const weekMs = 7 * 24 * 3_600_000

export function addHomePages(app: ConsoleApp): void {
  page(app, 'GET /', 'signed_in', async (visit) => {
    const { work, may, t } = visit
    const due = may('answer_hand_overs')
      ? await listHandOvers(work, { mayReadRestricted: may('read_restricted'), limit: shownHere })
      : []
    const unheard = may('manage_officials') || may('read_restricted') ? await findAttendance(work) : null
    const alarm = unheard !== null && !unheard.isAttended ? unheard.waiting : null
    return show(t('console.home.title'), <Home waiting={await waitingFor(visit)} due={due} alarm={alarm} />)
  })
}

/** What this official may do something about. */
async function waitingFor(visit: Visit): Promise<Waiting[]> {
  const { work, may, t, official } = visit
  const waiting: Waiting[] = []
  const add = (path: string, say: string, count: number, pressing: readonly string[] = []) =>
    void waiting.push({ path, say, count, pressing })
  if (may('answer_hand_overs')) {
    const { waiting: count, urgent, late } = await countHandOvers(work, { mayReadRestricted: may('read_restricted') })
    add('/hand-overs', 'console.home.hand_overs', count, [
      ...(urgent > 0 ? [t('console.home.hand_overs_urgent', { count: urgent })] : []),
      ...(late > 0 ? [t('console.home.hand_overs_late', { count: late })] : []),
    ])
  }
  if (may('read_feedback')) {
    const { mine, over } = await countInbox(work, await readerOf(visit))
    add('/feedback', 'feedback.desk.title', mine, over > 0 ? [t('feedback.desk.home_late', { count: over })] : [])
  }
  const toApprove = may('read_notices') ? await countToApprove(work, { officialId: official.id }) : null
  if (toApprove !== null) {
    const { count, emergencies } = toApprove
    const pressing = emergencies > 0 ? [t('console.home.notices_urgent', { count: emergencies })] : []
    add('/notices', 'console.home.notices', count, pressing)
  }
  if (may('approve_letters')) {
    const letters = await countLetters(work)
    const review = letters.get('review') ?? 0
    const pressing = review > 0 ? [t('console.home.letters_review', { count: review })] : []
    add('/letters', 'console.home.letters', letters.get('ready') ?? 0, pressing)
  }
  if (may('read_participation')) {
    const duties = await listDuties(work, { by: new Date(work.now.getTime() + weekMs) })
    const { rungs, older, notices, stuck, questions } = duties
    add('/duties', 'console.home.duties', rungs.length + older + notices.length + stuck.length)
    const asked = questions.reduce((sum, { count }) => sum + count, 0)
    const late = questions.filter((one) => one.late).length
    const pressing = late > 0 ? [t('console.home.questions_late', { count: late })] : []
    if (may('edit_participation')) add('/duties#questions', 'console.home.questions', asked, pressing)
  }
  if (may('handle_data_requests')) {
    const requests = await listDataRequests(work)
    const overdue = requests.filter((request) => request.overdue).length
    add(
      '/data-requests',
      'console.home.data_requests',
      requests.length,
      overdue > 0 ? [t('console.home.data_requests_late', { count: overdue })] : []
    )
  }
  if (may('read_dossiers'))
    add('/dossiers?late=1', 'console.home.dossiers_late', (await listDossiers(work, { late: true })).total)
  if (may('import_data')) {
    const imports = await listImports(work)
    add('/imports', 'console.home.imports', imports.filter(({ status }) => status === 'checked').length)
  }
  if (may('confirm_procedures')) {
    const { total, confirmed } = await countProcedures(work)
    add('/procedures?unconfirmed=1', 'console.home.unconfirmed', total - confirmed)
  }
  return waiting
}

function WaitingList({ waiting }: { waiting: readonly Waiting[] }) {
  const { t } = usePage()
  return (
    <ul class="waits">
      {waiting.map(({ path, say, count, pressing }) => (
        <li>
          <strong>{count.toLocaleString('vi-VN')}</strong>
          <Go to={path}>{t(say)}</Go>
          {pressing.map((words) => (
            <div>
              <Tag tone="bad">{words}</Tag>
            </div>
          ))}
        </li>
      ))}
    </ul>
  )
}

type HomeProps = { waiting: readonly Waiting[]; due: readonly HandOverLine[]; alarm: number | null }

/** `alarm`: nobody is named to read what is sealed, of which so much waits. */
function Home({ waiting, due, alarm }: HomeProps) {
  const { t, official } = usePage()
  return (
    <>
      <p>{t('console.home.hello', { name: official?.fullName ?? '' })}</p>
      {alarm === null ? null : (
        <Notice tone="bad">
          {alarm === 0 ? t('grievance.desk.nobody_named') : t('grievance.desk.nobody_reads', { count: alarm })}
        </Notice>
      )}
      {waiting.length === 0 ? <p class="empty">{t('console.home.nothing')}</p> : <WaitingList waiting={waiting} />}
      {due.length > 0 ? (
        <>
          <h2>{t('console.home.next_due')}</h2>
          <Table
            caption={t('console.home.next_due')}
            empty=""
            rows={due}
            columns={[
              {
                title: t('console.hand_overs.matter'),
                kind: 'main',
                cell: (line) => <Go to={`/hand-overs/${line.id}`}>{whyWords(t, line.why)}</Go>,
              },
              { title: t('console.hand_overs.due'), cell: ({ answerDueAt }) => <When at={answerDueAt} /> },
              {
                title: t('console.list.status'),
                cell: ({ urgent, late }) => (
                  <>
                    {urgent ? <Tag tone="bad">{t('console.hand_overs.urgent')}</Tag> : null}{' '}
                    {late ? <Tag tone="bad">{t('console.hand_overs.late')}</Tag> : null}
                  </>
                ),
              },
            ]}
          />
        </>
      ) : null}
    </>
  )
}
