import { parseArgs } from 'node:util'
import { startStandInTelegram } from './telegram/stand-in-telegram.ts'
import { startStandInZalo } from './zalo/stand-in-zalo.ts'

/**
 * `npm run platforms`: the stand-in Zalo and Telegram on localhost, for demos; `--json` prints one line for the
 * process that started it (spawn-stand-ins.ts).
 */
const { values } = parseArgs({
  options: {
    'zalo-port': { type: 'string', default: '4701' },
    'telegram-port': { type: 'string', default: '4702' },
    /** Where the ward listens: Zalo's webhook is one address per app, set here as in its console. */
    ward: { type: 'string', default: 'http://127.0.0.1:3000' },
    json: { type: 'boolean', default: false },
  },
})

const zalo = await startStandInZalo({
  port: Number(values['zalo-port']),
  webhookUrl: `${values.ward}/webhooks/zalo`,
  ladderScale: 0.1,
})
const telegram = await startStandInTelegram({ port: Number(values['telegram-port']) })

const environment = {
  ZALO_OPENAPI_URL: zalo.url,
  ZALO_OAUTH_URL: zalo.url,
  ZALO_BUSINESS_URL: zalo.url,
  ZALO_APP_ID: zalo.world.appId,
  ZALO_APP_SECRET: zalo.world.appSecret,
  ZALO_OA_ID: zalo.world.oaId,
  ZALO_OA_SECRET: zalo.world.oaSecret,
  ZALO_REFRESH_TOKEN: zalo.world.tokens.refresh,
  TELEGRAM_API_ROOT: telegram.url,
  TELEGRAM_TOKEN: telegram.world.token,
}

const guide = (settings: string) => `Zalo and Telegram stand on localhost. Start the ward with

${settings}
npm start

Then be a citizen, from another window:
  curl -d '["246845883529197922","Xin chào phường"]' ${zalo.url}/_control/citizenWrites
  curl -d '["246845883529197922"]' ${zalo.url}/_control/follows
  curl -d '["5120000001","Xin chào phường"]' ${telegram.url}/_control/citizenWrites
  curl -d '[]' ${zalo.url}/_control/sent            what the ward has sent (also on ${telegram.url})
  curl -d '[{"latencyMs":500,"loseShare":0.1}]' ${zalo.url}/_control/set
  curl ${zalo.url}/_control/                        everything else that can happen
`

if (values.json)
  console.log(
    JSON.stringify({ zaloUrl: zalo.url, telegramUrl: telegram.url, environment, accessToken: zalo.world.tokens.access })
  )
else
  console.log(
    guide(
      Object.entries(environment)
        .map(([name, value]) => `export ${name}=${value}`)
        .join('\n')
    )
  )

const stop = () => void Promise.all([zalo.close(), telegram.close()]).then(() => process.exit(0))
process.on('SIGINT', stop)
process.on('SIGTERM', stop)
// A parent that dies takes its platforms with it.
process.on('disconnect', stop)
