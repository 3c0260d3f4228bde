import { createHash, createPublicKey, verify } from 'node:crypto'
import { Bug } from '../../platform/bug.ts'
import { statusOfCode, wayOfCode, whyOfCode } from '../delivery/delivery.ts'
import type { Work } from '../work.ts'
import { findNotice } from './find-notice.ts'
import { approvedContent, canonicalJson, contentOf } from './notice-hash.ts'

const format = 'loa-phuong-proof/1'

/** [pseudonym, state, way, why, instant]: what became of one recipient. */
export type ProofRow = readonly [string, string, string, string, string]

export type Proof = {
  format: string
  ward: { id: string; name: string }
  notice: { id: string; kind: string; status: string }
  /** What was approved: audience rule, words, hour. `hash` is the SHA-256 of `content` in canonical JSON. */
  approved: { content: unknown; hash: string; at: string | null; approverId: string | null; approver: string | null }
  writtenBy: { officialId: string | null; name: string | null }
  madeAt: string
  /** How many rows stand in each state, by way: they add up to the rows below. */
  statistics: Readonly<Record<string, Readonly<Record<string, number>>>>
  recipients: readonly ProofRow[]
}

/**
 * Everything about one notice in one file, signed by the ward: three parts, each for a plain tool. First line the proof in
 * canonical JSON, second its Ed25519 signature in base64, then the ward's public key in PEM. Recipients are named by a
 * pseudonym that only the ward can make.
 */
export async function makeNoticeProof(work: Work, { noticeId }: { noticeId: string }): Promise<Buffer | null> {
  const notice = await findNotice(work, { noticeId })
  if (notice === null || notice.approvedHash === null) return null
  const ward = await work.db.ward.findUniqueOrThrow({ where: { id: work.wardId }, select: { id: true, name: true } })
  const statistics: Statistics = {}
  const rows: Buffer[] = []
  let count = 0
  for await (const page of pagesOf(work, notice.number, noticeId)) {
    addRows(statistics, page)
    rows.push(Buffer.from(`${count === 0 ? '' : ','}${page.map((row) => canonicalJson(row)).join(',')}`))
    count += page.length
  }
  const before: Omit<Proof, 'recipients' | 'statistics' | 'ward' | 'writtenBy'> = {
    format,
    notice: { id: notice.id, kind: notice.kind, status: notice.status },
    approved: {
      content: JSON.parse(canonicalJson(contentOf(notice, notice.approvedHash) ?? approvedContent(notice))) as unknown,
      hash: Buffer.from(notice.approvedHash).toString('hex'),
      at: notice.approvedAt?.toISOString() ?? null,
      approverId: notice.approver?.id ?? null,
      approver: notice.approver?.fullName ?? null,
    },
    madeAt: work.now.toISOString(),
  }
  const writtenBy = { officialId: notice.author?.id ?? null, name: notice.author?.fullName ?? null }
  // the keys in canonical order, with the rows in their place between `notice` and `statistics`
  const head = `${canonicalJson(before).slice(0, -1)},"recipients":[`
  const tail = `],${canonicalJson({ statistics, ward, writtenBy }).slice(1)}`
  const payload = Buffer.concat([Buffer.from(head), ...rows, Buffer.from(tail)])
  const signature = Buffer.from(work.seal.sign(payload)).toString('base64')
  work.audit('notice.proof_made', { noticeId, rows: count })
  return Buffer.concat([payload, Buffer.from(`\n${signature}\n${work.seal.publicKey()}`)])
}

/** A recipient's name in the proof of one notice: the ward can make it again for who asks, nobody else can. */
export const pseudonymOf = (work: Work, noticeId: string, recipientId: string): string =>
  Buffer.from(work.seal.hash(`proof:${noticeId}`, recipientId)).toString('hex')

/** Rows held at a time: a notice to a whole province is written page by page, as bytes. */
const pageRows = 2_000

/** The rows of a notice in their order. */
async function* pagesOf(work: Work, number: number, noticeId: string): AsyncGenerator<ProofRow[]> {
  for (let after = -1; ;) {
    const rows = await work.db.$queryRaw<
      { slot: number; recipient_id: string; status: string; way: string; why: string; at: Date }[]
    >`
      select slot, recipient_id, status::text, way::text, why::text, at from delivery
      where ward_id = ${work.wardId}::uuid and notice = ${number} and slot > ${after} order by slot limit ${pageRows}`
    const last = rows.at(-1)
    if (last === undefined) return
    after = last.slot
    yield rows.map(({ recipient_id, status, way, why, at }) => [
      pseudonymOf(work, noticeId, recipient_id),
      statusOfCode(status),
      wayOfCode(way),
      whyOfCode(why),
      at.toISOString(),
    ])
  }
}

type Statistics = Record<string, Record<string, number>>

/** By way, then by state. */
export function countRows(rows: readonly ProofRow[]): Statistics {
  const counts: Statistics = {}
  addRows(counts, rows)
  return counts
}

function addRows(counts: Statistics, rows: readonly ProofRow[]): void {
  for (const [, status, way] of rows) {
    const ofWay = (counts[way] ??= {})
    ofWay[status] = (ofWay[status] ?? 0) + 1
  }
}

export type ProofFault = 'not_a_proof' | 'bad_signature' | 'content_differs' | 'figures_differ'

export type ProofRead = { ok: true; proof: Proof; keyFingerprint: string } | { ok: false; fault: ProofFault }

/** Reads a proof file and checks it, without any network: signature, hash of what was approved, and that the figures add up. */
export function readProof(file: string): ProofRead {
  const [payload = '', signature = '', ...key] = file.replaceAll('\r\n', '\n').split('\n')
  try {
    const publicKey = createPublicKey(key.join('\n'))
    const isSigned = verify(null, Buffer.from(payload), publicKey, Buffer.from(signature, 'base64'))
    if (!isSigned) return { ok: false, fault: 'bad_signature' }
    const proof = JSON.parse(payload) as Proof
    if (proof.format !== format) return { ok: false, fault: 'not_a_proof' }
    const hash = createHash('sha256').update(canonicalJson(proof.approved.content)).digest('hex')
    if (hash !== proof.approved.hash) return { ok: false, fault: 'content_differs' }
    if (canonicalJson(countRows(proof.recipients)) !== canonicalJson(proof.statistics))
      return { ok: false, fault: 'figures_differ' }
    return { ok: true, proof, keyFingerprint: fingerprintOf(key.join('\n')) }
  } catch (error) {
    if (error instanceof Bug) throw error
    return { ok: false, fault: 'not_a_proof' }
  }
}

/** The ward's key in a form that two people can compare on the telephone. */
export function fingerprintOf(publicKeyPem: string): string {
  const der = createPublicKey(publicKeyPem).export({ format: 'der', type: 'spki' })
  const hex = createHash('sha256').update(der).digest('hex').slice(0, 32)
  return hex.match(/.{4}/g)?.join(' ') ?? hex
}
