import { channelExam } from '../contracts/channel.contract.ts'
import { preparing, type ChannelSubject } from '../contracts/channel-subject.ts'
import { openTelegram, telegramSecret } from '../support/open-telegram.ts'

const secretHeader = 'x-telegram-bot-api-secret-token'

const examine = async (): Promise<ChannelSubject> => {
  const { telegram, channel, citizen, close, account } = await openTelegram()
  const signed = ({ body }: { body: Uint8Array }) => ({ headers: { [secretHeader]: telegramSecret }, body })
  const refuse = (code: number, description: string) => () => (
    telegram.set({}, { refuseNext: [{ code, description }] }),
    {}
  )
  return {
    channel,
    citizen,
    hears: {
      text: (text, quotes) => signed(telegram.citizenWrites(citizen, text, quotes)),
      choice: (choiceId) => signed(telegram.pressButton(citizen, choiceId)),
      photo: (bytes, caption) => signed(telegram.sendsPhoto(citizen, bytes, caption)),
      location: (latitude, longitude) => signed(telegram.sendsLocation(citizen, latitude, longitude)),
      contact: (phone, name) => signed(telegram.sharesContact(citizen, phone, name)),
      bytes: (body) => signed({ body }),
    },
    forge: ({ body }) => ({ headers: { [secretHeader]: `${telegramSecret}x` }, body }),
    received: () => telegram.sent(),
    bring: {
      rate_limited: () => (telegram.set({ tooMany: 1 }), {}),
      provider_down: async () => (await telegram.goDown(), {}),
      citizen_left: () => ({ address: telegram.addChat({ blocked: true }).id }),
      content: refuse(400, 'Bad Request: can’t parse entities in tổ dân phố'),
      account: refuse(401, 'Unauthorized'),
      not_a_chat: () => ({ address: '1234567' }),
    },
    loseNextAnswer: () => telegram.set({ loseNext: 1 }),
    limit: 4096,
    secrets: [account.token, telegramSecret],
    close,
  }
}

channelExam('Telegram', examine)
channelExam('Telegram, to many', preparing(examine))
