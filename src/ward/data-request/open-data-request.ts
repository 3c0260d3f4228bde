import { newId } from '../../platform/ids.ts'
import type { Talk } from '../talk.ts'
import type { Work } from '../work.ts'
import { dataRequestClocks } from './data-request-clocks.ts'
import { openDataRequestStatuses, type DataRequestKind } from './data-request.ts'

export type DataRequestOpened = {
  /** `already`: the same wish is waiting; what was written now is added to it. */
  kind: 'opened' | 'already'
  requestId: string
  acknowledgeBy: Date
  dueAt: Date
}

/** At most this much of the citizen's words is kept with a request. */
const longestText = 2_000

/** Opens a request of the person whose data is kept, with its legal clock. Officials see it in their list. */
export async function openDataRequest(
  work: Work,
  talk: Talk,
  { kind, text }: { kind: DataRequestKind; text: string }
): Promise<DataRequestOpened> {
  const known = await work.db.dataRequest.findFirst({
    where: { conversationId: talk.conversationId, kind, status: { in: [...openDataRequestStatuses] } },
    select: { id: true, text: true, acknowledgeBy: true, dueAt: true },
  })
  if (known) {
    const before = known.text === null ? '' : work.seal.openText(known.text)
    const added = before.includes(text) ? before : `${before}\n${text}`.trim()
    await work.db.dataRequest.updateMany({ where: { id: known.id }, data: { text: sealedText(work, added) } })
    return { kind: 'already', requestId: known.id, acknowledgeBy: known.acknowledgeBy, dueAt: known.dueAt }
  }
  const clocks = await dataRequestClocks(work, kind)
  const link = await work.db.chatLink.findFirst({
    where: { conversationId: talk.conversationId, endedAt: null, citizenId: { not: null } },
    select: { citizenId: true },
  })
  const requestId = newId()
  await work.db.dataRequest.create({
    data: {
      id: requestId,
      conversationId: talk.conversationId,
      citizenId: link?.citizenId ?? null,
      kind,
      text: sealedText(work, text),
      receivedAt: work.now,
      ...clocks,
    },
  })
  work.audit('data_request.opened', { requestId, kind })
  return { kind: 'opened', requestId, ...clocks }
}

const sealedText = (work: Work, text: string) => (text === '' ? null : work.seal.text(text.slice(0, longestText)))
