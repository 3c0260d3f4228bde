import { ok, refuse, type Result } from '../../platform/result.ts'
import { officialOf } from '../hand-over/official-of.ts'
import type { Work } from '../work.ts'
import { openDataRequestStatuses, type DataRequestKind } from './data-request.ts'
import { eraseConversation } from './erase-conversation.ts'

export type DataRequestHandling =
  | { requestId: string; action: 'acknowledge' }
  | { requestId: string; action: 'done' }
  | { requestId: string; action: 'refuse'; reason: string }

/**
 * An official acknowledges, fulfils or refuses a request; the citizen is told each time. A deletion that is done empties the
 * chat; what the register or other law must keep stays where it is.
 */
export async function handleDataRequest(
  work: Work,
  handling: DataRequestHandling
): Promise<Result<void, 'unknown_request' | 'already_handled' | 'reason_missing'>> {
  const officialId = officialOf(work)
  const { requestId, action } = handling
  const reason = action === 'refuse' ? handling.reason.normalize('NFC').trim() : ''
  if (action === 'refuse' && reason === '') return refuse('reason_missing')
  const row = await work.db.dataRequest.findFirst({ where: { id: requestId } })
  if (row === null) return refuse('unknown_request')
  const status = action === 'acknowledge' ? 'acknowledged' : action === 'done' ? 'done' : 'refused'
  const from = action === 'acknowledge' ? ['open'] : [...openDataRequestStatuses]
  const { count } = await work.db.dataRequest.updateMany({
    where: { id: requestId, status: { in: from } },
    data: { status, handledById: officialId, ...(action === 'acknowledge' ? {} : { handledAt: work.now }) },
  })
  if (count === 0) return refuse('already_handled')
  work.audit(`data_request.${status}`, { requestId, kind: row.kind })
  if (action === 'done' && row.kind === 'withdraw' && row.citizenId !== null) {
    await work.db.consent.updateMany({
      where: { citizenId: row.citizenId, withdrawnAt: null },
      data: { withdrawnAt: work.now },
    })
  }
  if (row.conversationId === null) return ok()
  if (action === 'done' && row.kind === 'delete') await eraseConversation(work, row.conversationId)
  tell(
    work,
    { id: requestId, conversationId: row.conversationId, kind: row.kind as DataRequestKind, dueAt: row.dueAt },
    status,
    reason
  )
  return ok()
}

type Told = { id: string; conversationId: string; kind: DataRequestKind; dueAt: Date }

function tell(work: Work, { id, conversationId, kind, dueAt }: Told, status: string, reason: string): void {
  const say = status === 'done' ? `my_data.handled.done_${kind}` : `my_data.handled.${status}`
  work.say({
    to: conversationId,
    class: 'status',
    source: 'data_request',
    sourceRow: `${id}:${status}`,
    parts: [{ say, with: { at: dueAt.toISOString(), reason } }],
  })
}
