import { channelExam } from '../contracts/channel.contract.ts'
import { preparing, type ChannelSubject } from '../contracts/channel-subject.ts'
import { signZalo } from '../stand-ins/zalo/zalo-webhooks.ts'
import { openZalo } from '../support/open-zalo.ts'

const contactCard = {
  title: 'UBND phường Cẩm Bình',
  subtitle: 'Mời ông/bà chia sẻ tên và số điện thoại để phường hỗ trợ.',
  imageUrl: 'https://cam-binh.example/anh-bia.jpg',
}

const examine = (buttons: boolean) => async (): Promise<ChannelSubject> => {
  const { zalo, channel, citizen, close, settings, store } = await openZalo({ buttons, contactCard })
  const refuse = (code: number) => () => (zalo.set({}, { refuseNext: [code] }), {})
  const stranger = () => ({ address: zalo.addUser({ lastInteractionAt: null }).id })
  const silent = () => {
    const { id } = zalo.addUser({ lastInteractionAt: zalo.world.now() - 8 * 86_400_000 })
    return { address: id }
  }
  return {
    channel,
    citizen,
    hears: {
      text: (text, quotes) => zalo.citizenWrites(citizen, text, quotes),
      choice: (choiceId) => zalo.pressButton(citizen, `#c:${choiceId}`),
      photo: (bytes, caption) => zalo.sendsPhoto(citizen, bytes, caption),
      location: (latitude, longitude) => zalo.sendsLocation(citizen, latitude, longitude),
      contact: (phone, name) => zalo.sharesContact(citizen, phone, name),
      bytes: (body) => ({ headers: { 'x-zevent-signature': signZalo(zalo.world, body, '') }, body }),
    },
    forge: ({ headers, body }) => ({ headers: { ...headers, 'x-zevent-signature': `mac=${'0'.repeat(64)}` }, body }),
    received: () => zalo.sent(),
    bring: {
      rate_limited: () => (zalo.set({ tooMany: 1 }), {}),
      provider_down: async () => (await zalo.goDown(), {}),
      quota: refuse(-211),
      night: refuse(-234),
      citizen_left: () => ({ address: zalo.addUser({ blocked: true, lastInteractionAt: zalo.world.now() }).id }),
      window_closed: () => (buttons ? silent() : stranger()),
      content: refuse(-248),
      account: refuse(-221),
      not_a_chat: () => ({ address: 'nobody' }),
    },
    loseNextAnswer: () => zalo.set({ loseNext: 1 }),
    limit: 2000,
    secrets: [settings.appSecret, settings.oaSecret, store.kept[0]?.accessToken ?? zalo.world.tokens.access],
    close,
  }
}

channelExam('Zalo with numbered choices', examine(false))
channelExam('Zalo with buttons', examine(true))
channelExam('Zalo with numbered choices, to many', preparing(examine(false)))
channelExam('Zalo with buttons, to many', preparing(examine(true)))
