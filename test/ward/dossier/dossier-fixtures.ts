import { newId } from '../../../src/platform/ids.ts'
import type { FeedMessage } from '../../../src/ward/dossier/merge-feed.ts'
import { recordDossiers } from '../../../src/ward/dossier/record-dossiers.ts'
import { phoneHashOf } from '../../../src/ward/citizen/read-phone.ts'
import type { Talk } from '../../../src/ward/talk.ts'
import type { TestWard } from '../../support/test-ward.ts'

export const vn = (clock: string): Date => new Date(`${clock.replace(' ', 'T')}:00+07:00`)

/** A message about an invented birth registration, received on Friday 20/11/2026, due on Monday. */
export const feed = (change: Partial<FeedMessage> = {}): FeedMessage => ({
  code: 'H49.12-261120-0034',
  procedureCode: '1.001193',
  procedureName: 'Đăng ký khai sinh',
  applicantName: 'Trần Thị Mận',
  applicantPhone: '0912 344 567',
  status: 'in_progress',
  unit: 'Bộ phận Tư pháp - Hộ tịch',
  receivedAt: vn('2026-11-20 08:15'),
  appointmentAt: vn('2026-11-23 16:00'),
  occurredAt: vn('2026-11-20 09:00'),
  source: 'api:test',
  ...change,
})

export const record = (ward: TestWard, ...messages: FeedMessage[]) => ward.run((work) => recordDossiers(work, messages))

/** A chat of the ward, and the address it writes from where it is a web chat. */
export async function openChat(ward: TestWard, origin?: string): Promise<Talk> {
  return ward.run(async (work) => {
    const { id } = await work.db.conversation.create({
      data: {
        accountId: newId(),
        channel: 'web',
        addressHash: work.seal.hash('address', newId()),
        address: work.seal.text('x'),
      },
    })
    return {
      conversationId: id,
      inboundId: newId(),
      ...(origin ? { originHash: work.seal.hash('origin', origin) } : {}),
    }
  })
}

/** Links a chat to an invented citizen with this phone. */
export async function linkChat(ward: TestWard, talk: Talk, phone: string): Promise<{ citizenId: string }> {
  return ward.run(async (work) => {
    const citizen = await work.db.citizen.create({
      data: {
        reference: newId(),
        fullName: 'Trần Thị Mận',
        phone: work.seal.text(phone),
        phoneHash: phoneHashOf(work.seal, phone),
      },
    })
    await work.db.chatLink.create({
      data: {
        conversationId: talk.conversationId,
        citizenId: citizen.id,
        provenBy: 'counter_code',
        linkedAt: work.now,
        lastSeenAt: work.now,
      },
    })
    return { citizenId: citizen.id }
  })
}

/** Keys the ward has said to a chat, bubble by bubble. */
export async function saidTo(ward: TestWard, talk: Talk): Promise<{ say: string; with: Record<string, string> }[]> {
  return ward.run(async (work) => {
    const rows = await work.db.outbox.findMany({
      where: { conversationId: talk.conversationId },
      orderBy: { id: 'asc' },
    })
    return rows.map((row) => work.seal.openJson(row.saying))
  })
}
