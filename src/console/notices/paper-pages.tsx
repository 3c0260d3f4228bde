import { buffer } from 'node:stream/consumers'
import { PassThrough } from 'node:stream'
import { z } from 'zod'
import { formatShortDate, wardDateOf } from '../../platform/ward-time.ts'
import { writeSheet } from '../../platform/spreadsheet/write-sheet.ts'
import { findCitizen } from '../../ward/citizen/find-citizen.ts'
import { deliveriesOf, listDeliveries, type DeliveryOf } from '../../ward/delivery/list-deliveries.ts'
import { drawPoster } from '../../ward/notice/draw-poster.ts'
import { findNotice } from '../../ward/notice/find-notice.ts'
import { fingerprintOf, makeNoticeProof } from '../../ward/notice/notice-proof.ts'
import { fillForRecipient } from '../../ward/notice/notice-words.ts'
import { withoutChat } from '../../ward/notice/without-chat.ts'
import { wardNameOf } from '../../ward/ward/ward-name.ts'
import { download, notFound, show, type Answer } from '../answer.ts'
import type { ConsoleApp } from '../console-app.ts'
import { id } from '../form.ts'
import { page } from '../page.tsx'
import { usePage } from '../views/page-context.ts'
import { Facts, Go, Notice, Tag, When } from '../views/parts.tsx'
import { Table } from '../views/table.tsx'
import type { Visit } from '../visit.ts'
import { deliveryTone } from './progress-views.tsx'

const idParams = z.object({ id: id() })
type IdVisit = Visit<typeof idParams>
const csvBatch = 5_000

/** What is taken along: the poster, the proof, the ledger as a sheet, and what became of every notice for one person. */
export function addPaperPages(app: ConsoleApp): void {
  page(app, 'GET /notices/:id/poster.pdf', 'read_notices', { params: idParams, answer: (visit) => poster(app, visit) })
  page(app, 'GET /notices/:id/proof', 'read_notices', { params: idParams, answer: proofPage })
  page(app, 'GET /notices/:id/proof/file', 'read_notices', { params: idParams, answer: proofFile })
  page(app, 'GET /notices/:id/deliveries.csv', 'read_citizens', { params: idParams, answer: ledger })
  page(app, 'GET /notices/people/:id', 'read_citizens', { params: idParams, answer: personPage })
}

async function poster({ deps }: ConsoleApp, { work, params, t }: IdVisit): Promise<Answer> {
  const notice = await findNotice(work, { noticeId: params.id })
  if (notice === null) return notFound()
  const { name, slug } = await wardNameOf(work)
  const plain = (text: string) => fillForRecipient(text, {}, 'vi')
  const bytes = await drawPoster({
    sender: `UBND ${name}`,
    heading: t(`notice.desk.poster_heading.${notice.kind}`),
    title: plain(notice.words.vi.title),
    body: plain(withoutChat(notice.words.vi.body)),
    footer: t('notice.desk.poster_footer', { day: formatShortDate(wardDateOf(work.now), 'vi') }),
    link: deps.publicUrl === null ? null : `${deps.publicUrl}/${slug}`,
  })
  return download(`${fileNameOf(notice.title)}.pdf`, 'application/pdf', bytes)
}

const fileNameOf = (title: string): string =>
  title
    .replace(/[\\/:*?"<>|{}]/g, ' ')
    .trim()
    .slice(0, 80)

async function proofPage({ work, params, t }: IdVisit): Promise<Answer> {
  const notice = await findNotice(work, { noticeId: params.id })
  if (notice === null || notice.approvedHash === null) return notFound()
  const hash = Buffer.from(notice.approvedHash).toString('hex')
  const view = <ProofView id={notice.id} hash={hash} fingerprint={fingerprintOf(work.seal.publicKey())} />
  return show(t('notice.desk.proof_title', { title: notice.title }), view)
}

function ProofView({ id, hash, fingerprint }: { id: string; hash: string; fingerprint: string }) {
  const { t } = usePage()
  return (
    <>
      <p>{t('notice.desk.proof_what')}</p>
      <Facts
        facts={[
          [t('notice.desk.proof_hash'), <code class="wrap">{hash}</code>],
          [t('notice.desk.proof_key'), <code class="wrap">{fingerprint}</code>],
        ]}
      />
      <p>
        <Go to={`/notices/${id}/proof/file`} class="button">
          {t('notice.desk.proof_download')}
        </Go>
      </p>
      <h2>{t('notice.desk.proof_check')}</h2>
      <p>{t('notice.desk.proof_check_what')}</p>
      <pre class="command">npm run ward -- verify-proof FILE</pre>
      <p>{t('notice.desk.proof_openssl')}</p>
      <pre class="command">{opensslCommand}</pre>
      <p>
        <Go to={`/notices/${id}`}>{t('notice.desk.back')}</Go>
      </p>
    </>
  )
}

/** The three parts of the file, each to the tool that reads it. */
export const opensslCommand = `sed -n 1p FILE | tr -d '\\n' > proof.json
sed -n 2p FILE | base64 -d > proof.sig
sed -n '3,$p' FILE > ward.pem
openssl pkeyutl -verify -pubin -inkey ward.pem -rawin -in proof.json -sigfile proof.sig`

async function proofFile({ work, params }: IdVisit): Promise<Answer> {
  const proof = await makeNoticeProof(work, { noticeId: params.id })
  if (proof === null) return notFound()
  return download(`proof-${params.id}.txt`, 'text/plain; charset=utf-8', proof)
}

async function ledger({ work, params, t }: IdVisit): Promise<Answer> {
  const notice = await findNotice(work, { noticeId: params.id })
  if (notice === null) return notFound()
  async function* rows() {
    for (let cursor: number | null = -1; cursor !== null;) {
      const found: Awaited<ReturnType<typeof listDeliveries>> = await listDeliveries(work, {
        noticeId: params.id,
        cursor,
        limit: csvBatch,
      })
      for (const line of found.lines) {
        yield [
          line.slot + 1,
          line.fullName ?? t('notice.desk.unlinked_chat', { slot: line.slot + 1 }),
          t(`notice.desk.way.${line.way}`),
          t(`notice.desk.delivery.${line.status}`),
          line.why === 'none' ? '' : t(`notice.desk.why.${line.why}`),
          line.at,
        ]
      }
      cursor = found.next
    }
  }
  const to = new PassThrough()
  const columns = [
    { title: t('notice.desk.row'), kind: 'number' as const },
    { title: t('notice.desk.person') },
    { title: t('notice.desk.way_title') },
    { title: t('console.list.status') },
    { title: t('notice.desk.why_title') },
    { title: t('notice.desk.at'), kind: 'instant' as const },
  ]
  const written = writeSheet({ name: t('notice.desk.deliveries'), columns, rows: rows() }, 'csv', to)
  const [bytes] = await Promise.all([buffer(to), written])
  return download(`${fileNameOf(notice.title)}.csv`, 'text/csv; charset=utf-8', bytes)
}

async function personPage({ work, params, t }: IdVisit): Promise<Answer> {
  const citizen = await findCitizen(work, params)
  if (citizen === null) return notFound()
  const lines = await deliveriesOf(work, { citizenId: params.id }, 50)

  return show(t('notice.desk.person_title', { name: citizen.fullName }), <PersonView id={params.id} lines={lines} />)
}

/** "Vì sao tôi không nhận được?" for the official who is asked. */
function PersonView({ id, lines }: { id: string; lines: readonly DeliveryOf[] }) {
  const { t } = usePage()
  return (
    <>
      <Notice>
        <p>{t('notice.desk.person_what')}</p>
      </Notice>
      <Table
        caption={t('notice.desk.person_caption')}
        empty={t('notice.desk.person_none')}
        rows={lines}
        columns={[
          {
            title: t('notice.desk.title'),
            kind: 'main',
            cell: ({ noticeId, title }) => <Go to={`/notices/${noticeId}`}>{title}</Go>,
          },
          { title: t('notice.desk.way_title'), cell: ({ way }) => t(`notice.desk.way.${way}`) },
          {
            title: t('console.list.status'),
            cell: ({ status }) => <Tag tone={deliveryTone(status)}>{t(`notice.desk.delivery.${status}`)}</Tag>,
          },
          {
            title: t('notice.desk.why_title'),
            cell: ({ why, ofHousehold }) =>
              [ofHousehold ? t('notice.desk.person_household') : '', why === 'none' ? '' : t(`notice.desk.why.${why}`)]
                .filter(Boolean)
                .join('; ') || '–',
          },
          { title: t('notice.desk.at'), cell: ({ at }) => <When at={at} /> },
        ]}
      />
      <p>
        <Go to={`/citizens/${id}`}>{t('notice.desk.to_citizen')}</Go>
      </p>
    </>
  )
}
