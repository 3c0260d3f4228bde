import type { ZaloUser, ZaloWorld } from './zalo-world.ts'
import type { ZaloWebhook } from './zalo-webhooks.ts'

type Emit = (event: Record<string, unknown>) => ZaloWebhook

/** What people do in the Zalo app, each as a signed webhook. */
export function makeZaloCitizens(world: ZaloWorld, emit: Emit) {
  let serial = 246_845_883_529_000_000n

  function add(given: Partial<ZaloUser> = {}): ZaloUser {
    const user: ZaloUser = {
      id: String(++serial),
      name: 'Nguyễn Văn Thử',
      follows: true,
      lastInteractionAt: null,
      blocked: false,
      ...given,
    }
    world.users.set(user.id, user)
    return user
  }

  function touch(userId: string): ZaloUser {
    const user = world.users.get(userId) ?? add({ id: userId })
    user.lastInteractionAt = world.now()
    user.blocked = false
    return user
  }

  const people = (userId: string) => ({
    sender: { id: userId },
    user_id_by_app: `9${userId.slice(1)}`,
    recipient: { id: world.oaId },
  })

  function says(userId: string, eventName: string, message: Record<string, unknown>): ZaloWebhook {
    touch(userId)
    return emit({ ...people(userId), event_name: eventName, message: { ...message, msg_id: world.id() } })
  }

  const attached = (type: string, payload: Record<string, unknown>) => ({ attachments: [{ payload, type }] })
  const spoken = (text: string) => (world.knobs.nfd ? text.normalize('NFD') : text)
  const fromOa = (userId: string) => ({ sender: { id: world.oaId }, recipient: { id: userId } })

  return {
    addUser: add,
    /** Seeds many people who wrote just now; ids follow each other. */
    addUsers: (count: number) => Array.from({ length: count }, () => add({ lastInteractionAt: world.now() }).id),
    citizenWrites: (userId: string, text: string, quotes?: string) =>
      says(userId, 'user_send_text', { text: spoken(text), ...(quotes ? { quote_msg_id: quotes } : {}) }),
    /** A query button sends its payload back as text. */
    pressButton: (userId: string, payload: string) => says(userId, 'user_send_text', { text: payload }),
    sendsPhoto: (userId: string, bytes: Uint8Array, caption?: string, mime = 'image/jpeg') => {
      const id = world.id()
      world.media.set(id, { bytes, mime })
      const url = `${world.url}/media/${id}`
      return says(userId, 'user_send_image', {
        ...attached('image', { thumbnail: url, url }),
        ...(caption ? { text: spoken(caption) } : {}),
      })
    },
    sendsLocation: (userId: string, latitude: number, longitude: number) => {
      const coordinates = { latitude: String(latitude), longitude: String(longitude) }
      return says(userId, 'user_send_location', { text: '', ...attached('location', { coordinates }) })
    },
    sendsOther: (userId: string, kind: 'sticker' | 'audio' | 'video' | 'file' | 'gif' | 'link' | 'business_card') =>
      says(userId, `user_send_${kind}`, attached(kind, { url: `${world.url}/media/none` })),
    sharesContact: (userId: string, phone: string, name: string, shape: 'new' | 'old' = 'new') => {
      const user = touch(userId)
      Object.assign(user, { phone, name })
      const full = { user_city: 'Thành phố Huế', user_ward: 'Phường Cẩm Bình', user_address: 'Tổ 4' }
      const old = { address: 'Tổ 4', city: 'Huế', district: 'Phú Vang', ward: 'Cẩm Bình' }
      const info = shape === 'new' ? { name, phone, full_address: full } : { name, phone: Number(phone), ...old }
      return emit({ ...people(userId), event_name: 'user_submit_info', info })
    },
    follows: (userId: string) => {
      touch(userId).follows = true
      const follower = { follower: { id: userId }, user_id_by_app: `9${userId.slice(1)}` }
      return emit({ oa_id: world.oaId, ...follower, event_name: 'follow', source: 'oa_profile' })
    },
    blocks: (userId: string) => {
      const user = world.users.get(userId) ?? add({ id: userId })
      user.follows = false
      user.blocked = true
      return emit({ oa_id: world.oaId, follower: { id: userId }, event_name: 'unfollow', source: 'oa_profile' })
    },
    /** Turned messages off without a word: no webhook tells. */
    blocksSilently: (userId: string) => {
      ;(world.users.get(userId) ?? add({ id: userId })).blocked = true
    },
    withdraws: (userId: string) => emit({ ...people(userId), event_name: 'user_withdraw' }),
    /** A human typed in the OA's own chat tool. */
    officialAnswers: (userId: string, text: string) => {
      const sender = { id: world.oaId, admin_id: '117529380001' }
      return emit({
        sender,
        recipient: { id: userId },
        event_name: 'oa_send_text',
        message: { text, msg_id: world.id() },
      })
    },
    echo: (userId: string, text: string, providerId: string) =>
      emit({ ...fromOa(userId), event_name: 'oa_send_text', message: { text, msg_id: providerId } }),
    received: (userId: string, providerId: string) =>
      emit({ ...fromOa(userId), event_name: 'user_received_message', message: { msg_id: providerId } }),
    seen: (userId: string, providerIds: string[]) =>
      emit({ ...fromOa(userId), event_name: 'user_seen_message', message: { msg_ids: providerIds } }),
    /** ZBS by phone: the receipt names the phone, not the user. */
    phoneReceived: (phone: string, providerId: string, trackingId: string) => {
      const message = { delivery_time: String(world.now()), msg_id: providerId, tracking_id: trackingId }
      return emit({
        sender: { id: world.oaId },
        recipient: { id: phone },
        event_name: 'user_received_message',
        message,
      })
    },
    emits: (event: Record<string, unknown>) => emit(event),
  }
}
