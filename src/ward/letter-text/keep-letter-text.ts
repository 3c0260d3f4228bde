import { newId } from '../../platform/ids.ts'
import { ok, refuse, type Result } from '../../platform/result.ts'
import { officialOf } from '../hand-over/official-of.ts'
import type { LetterKind } from '../letter/letter.ts'
import type { Work } from '../work.ts'
import { textFault, type LetterText, type TextFault } from './letter-text.ts'

/** Every version, the newest first. */
export async function listLetterTexts(work: Work): Promise<(LetterText & { writtenById: string | null })[]> {
  const rows = await work.db.letterText.findMany({ orderBy: [{ kind: 'asc' }, { version: 'desc' }] })
  return rows.map(({ id, kind, version, body, status, writtenById }) => ({
    id,
    kind: kind as LetterKind,
    version,
    body,
    status: status as LetterText['status'],
    writtenById,
  }))
}

/** The approved words of each kind. */
export async function approvedTexts(work: Work): Promise<Map<LetterKind, LetterText>> {
  const rows = (await listLetterTexts(work)).filter(({ status }) => status === 'approved')
  return new Map(rows.map((row) => [row.kind, row]))
}

/** A new version, not used before somebody has approved it. */
export async function draftLetterText(
  work: Work,
  { kind, body }: { kind: LetterKind; body: string }
): Promise<Result<{ id: string; version: number }, TextFault>> {
  const fault = textFault(kind, body)
  if (fault !== null) return refuse(fault)
  const last = await work.db.letterText.findFirst({
    where: { kind },
    orderBy: { version: 'desc' },
    select: { version: true },
  })
  const [id, version] = [newId(), (last?.version ?? 0) + 1]
  const writtenById = work.actor.startsWith('official:') ? officialOf(work) : null
  await work.db.letterText.createMany({
    data: [
      { id, kind, version, body: body.normalize('NFC').trim(), status: 'draft', writtenById, createdAt: work.now },
    ],
  })
  work.audit('letter_text.drafted', { textId: id, kind, version })
  return ok({ id, version })
}

/** A leader's word for the ward: from now on letters of this kind are written with it. Its author does not approve it. */
export async function approveLetterText(
  work: Work,
  { textId }: { textId: string }
): Promise<Result<void, 'not_a_draft' | 'own_text'>> {
  const text = await work.db.letterText.findFirst({ where: { id: textId, status: 'draft' } })
  if (text === null) return refuse('not_a_draft')
  const official = work.actor.startsWith('official:') ? officialOf(work) : null
  if (official !== null && text.writtenById === official) return refuse('own_text')
  await work.db.letterText.updateMany({ where: { kind: text.kind, status: 'approved' }, data: { status: 'retired' } })
  await work.db.letterText.updateMany({
    where: { id: textId, status: 'draft' },
    data: { status: 'approved', approvedById: official, approvedAt: work.now },
  })
  work.audit('letter_text.approved', { textId, kind: text.kind, version: text.version })
  return ok()
}
