import { createHash } from 'node:crypto'
import type { InboundContent, InboundEvent } from '../channel.ts'
import { e164 } from '../e164.ts'
import type { ZaloEvent } from './zalo-event.ts'

/** What our own buttons send back as the citizen's text. */
export const choicePayload = (choiceId: string): string => `#c:${choiceId}`
const payloadForm = /^#c:(\S{1,64})$/

/** One webhook in our words. `body` is the raw body: its hash is the key of events that carry no id. */
export function translateZaloEvent(event: ZaloEvent, body: Uint8Array, receivedAt: Date): InboundEvent[] {
  const address = addressOf(event)
  if (address === undefined) return []
  const eventKey = keyOf(event, body)
  const at = instantOf(event.timestamp) ?? receivedAt
  return contentsOf(event).map((content, index) => ({
    eventKey: index === 0 ? eventKey : `${eventKey}:${index}`,
    address,
    at,
    content,
  }))
}

/** Echoes and receipts name the OA as sender (seen on mobile only); everything else names the citizen. */
function addressOf(event: ZaloEvent): string | undefined {
  if (/^oa_|^user_(received|seen)_message$/.test(event.event_name)) return event.recipient?.id
  return event.follower?.id ?? event.user_id ?? event.sender?.id
}

/** Only messages have ids of their own: a receipt or reaction repeats the id of the message it is about. */
function keyOf(event: ZaloEvent, body: Uint8Array): string {
  const messageId = event.message?.msg_id
  const isMessage = /^(user|oa|anonymous)_send_/.test(event.event_name)
  if (isMessage && messageId) return `${event.event_name}:${messageId}`
  return createHash('sha256').update(body).digest('hex')
}

function instantOf(timestamp: string): Date | undefined {
  const at = new Date(Number(timestamp))
  return /^\d{1,15}$/.test(timestamp) && !Number.isNaN(at.getTime()) ? at : undefined
}

function contentsOf(event: ZaloEvent): InboundContent[] {
  const name = event.event_name
  if (name.startsWith('oa_send_')) return [echo(event)]
  if (name.startsWith('user_send_')) return sent(event, name.slice('user_send_'.length))
  switch (name) {
    case 'follow':
    // "Nhắn tin" pressed: sent once per person, before a first word, follower or not.
    case 'user_click_chatnow':
      return [{ kind: 'arrived' }]
    case 'unfollow':
      return [{ kind: 'left' }]
    case 'user_withdraw':
      return [{ kind: 'withdrew' }]
    case 'user_submit_info':
      return [contact(event)]
    case 'user_received_message':
      return [receipt(event, 'delivered')]
    case 'user_seen_message':
      return [receipt(event, 'read')]
    default:
      return [{ kind: 'unknown', name }]
  }
}

/** Our own sends come back too; only `admin_id` tells a human at the OA's chat tool. */
function echo(event: ZaloEvent): InboundContent {
  if (event.sender?.admin_id === undefined) return { kind: 'unknown', name: event.event_name }
  const text = event.message?.text
  return text ? { kind: 'human_echo', text: text.normalize('NFC') } : { kind: 'human_echo' }
}

function receipt(event: ZaloEvent, state: 'delivered' | 'read'): InboundContent {
  const { msg_id: one, msg_ids: many = [] } = event.message ?? {}
  const providerIds = one === undefined ? many : [one, ...many]
  return providerIds.length > 0 ? { kind: 'receipt', providerIds, state } : { kind: 'unknown', name: event.event_name }
}

function contact(event: ZaloEvent): InboundContent {
  const { phone, name } = event.info ?? {}
  if (!phone) return { kind: 'unknown', name: event.event_name }
  return { kind: 'contact', phone: e164(phone), ...(name ? { name: name.normalize('NFC') } : {}) }
}

function sent(event: ZaloEvent, what: string): InboundContent[] {
  const text = event.message?.text?.normalize('NFC') ?? ''
  if (what === 'image') return photos(event, text)
  if (what === 'location') return [location(event)]
  if (text.trim() !== '' && (what === 'text' || what === 'link')) {
    const choiceId = payloadForm.exec(text)?.[1]
    if (choiceId !== undefined) return [{ kind: 'choice', choiceId }]
    const quotes = event.message?.quote_msg_id
    return [{ kind: 'text', text, ...(quotes ? { quotes } : {}) }]
  }
  return [{ kind: 'unreadable', what }]
}

function photos(event: ZaloEvent, caption: string): InboundContent[] {
  const urls = (event.message?.attachments ?? []).map((one) => one.payload?.url).filter((url) => url !== undefined)
  if (urls.length === 0) return [{ kind: 'unreadable', what: 'image' }]
  return urls.map((fetchKey, index) => ({ kind: 'photo', fetchKey, ...(caption && index === 0 ? { caption } : {}) }))
}

function location(event: ZaloEvent): InboundContent {
  const place = event.message?.attachments?.find((one) => one.payload?.coordinates)?.payload?.coordinates
  if (!place || Math.abs(place.latitude) > 90 || Math.abs(place.longitude) > 180) {
    return { kind: 'unreadable', what: 'location' }
  }
  return { kind: 'location', ...place }
}
