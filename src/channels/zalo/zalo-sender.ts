import type { Clock } from '../../platform/clock.ts'
import { Bug } from '../../platform/bug.ts'
import type { OutgoingMessage, SendOutcome } from '../channel.ts'
import type { ZaloClient, ZaloFailure, ZaloReply } from './zalo-client.ts'
import { zaloPartBody, zaloParts, type ZaloPart } from './zalo-parts.ts'
import { makeZaloPhotos } from './zalo-photos.ts'
import type { ZaloSettings } from './zalo-settings.ts'
import type { ZaloAlarm } from './zalo-tokens.ts'

type SenderDeps = {
  client: ZaloClient
  clock: Clock
  onAlarm: (alarm: ZaloAlarm) => void
  outcome: (reply: ZaloFailure) => SendOutcome
}

type PartReply = ZaloReply<{ message_id: string }>

/** Sends the parts of a message one after the other. */
export function makeZaloSender(settings: ZaloSettings, { client, clock, onAlarm, outcome }: SenderDeps) {
  const photos = makeZaloPhotos(client, clock)
  let buttonsWork = settings.buttons ?? false

  const shape = () => ({ buttons: buttonsWork, ...(settings.contactCard ? { card: settings.contactCard } : {}) })

  async function sendPart(
    address: string,
    part: ZaloPart,
    message: OutgoingMessage,
    signal?: AbortSignal
  ): Promise<PartReply> {
    if (!part.withPhoto || !message.photo) return client.consult(address, zaloPartBody(part, null), signal)
    const first = await sendPhoto(address, part, message.photo, signal)
    if (first.kind !== 'refused' || first.code !== -100) return first
    photos.forget(message.photo)
    return sendPhoto(address, part, message.photo, signal)
  }

  async function sendPhoto(
    address: string,
    part: ZaloPart,
    photo: NonNullable<OutgoingMessage['photo']>,
    signal?: AbortSignal
  ) {
    const attached = await photos.attach(photo)
    // A lost upload has told nobody anything: it can be done again.
    if (attached.kind === 'lost' || attached.kind === 'garbled') return { kind: 'not_sent' as const }
    if (attached.kind !== 'ok') return attached
    return client.consult(address, zaloPartBody(part, attached.data.attachment_id), signal)
  }

  /** This OA does not take buttons: said once, and the same words go as numbered text. */
  function giveUpButtons(part: ZaloPart, reply: PartReply): boolean {
    if (!part.buttons || reply.kind !== 'refused') return false
    if (reply.code !== -233 && !(reply.code === -201 && !/\b(user_id|recipient)\b/.test(reply.message))) return false
    if (buttonsWork) onAlarm({ what: 'buttons_refused' })
    buttonsWork = false
    return true
  }

  async function send(address: string, message: OutgoingMessage, signal?: AbortSignal): Promise<SendOutcome> {
    let parts = zaloParts(message, shape())
    if (parts.length === 0) throw new Bug('a Zalo message without text and photo')
    const ids: string[] = []
    for (let index = 0; index < parts.length; index++) {
      const reply = await sendPart(address, parts[index]!, message, signal)
      if (reply.kind === 'ok') {
        ids.push(reply.data.message_id)
        continue
      }
      if (giveUpButtons(parts[index]!, reply)) {
        parts = [...parts.slice(0, index), ...asNumberedText(message, parts[index]!), ...parts.slice(index + 1)]
        index--
        continue
      }
      // Half of it has been read already: sending all of it again is for the message's class to decide.
      return index === 0 ? outcome(reply) : { kind: 'unknown', why: 'partly_sent' }
    }
    const partIds = ids.slice(0, -1)
    return { kind: 'sent', providerId: ids.at(-1) ?? null, ...(partIds.length > 0 ? { partIds } : {}) }
  }

  return { send, shape }
}

function asNumberedText(message: OutgoingMessage, refused: ZaloPart): ZaloPart[] {
  const choices = message.choices ?? []
  return zaloParts({ text: refused.text, choices }, { buttons: false })
}
