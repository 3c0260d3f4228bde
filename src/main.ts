import { startWorkers } from '../workers/main.ts'
import { BadConfig, siteOf } from './config.ts'
import { stopOnSignal } from './platform/stop-on-signal.ts'
import { completeWards } from './wiring/complete-wards.ts'
import { openDoors } from './wiring/doors.ts'
import { keepAccountsOfEnvironment } from './wiring/keep-accounts-of-environment.ts'
import { startTelegram } from './wiring/start-telegram.ts'
import { wire, type Wired } from './wiring.ts'
import { seedSampleWard } from '../prisma/seed.ts'

/** The doors; with `--workers` the workers too, in one process: what `npm start` runs. */
async function main(): Promise<void> {
  const wired = await wire()
  const { config } = wired
  const samples = (config.SAMPLE_WARD ?? (config.production ? '0' : '1')) === '1'
  const logins = samples && (await wired.database.ward.count()) === 0 ? await seedSampleWard(wired) : null
  await completeWards(wired)
  await keepAccountsOfEnvironment(wired)
  if (process.argv.includes('--workers')) await startWorkers(wired)
  const app = await openDoors(wired)
  await app.listen({ port: config.PORT, host: config.HOST })
  const stopTelegram = await startTelegram(wired)
  await printAddresses(wired, logins)

  stopOnSignal(async () => {
    await stopTelegram()
    await app.close()
    await wired.close()
  })
}

async function printAddresses({ config, database }: Wired, logins: readonly string[] | null): Promise<void> {
  const base = siteOf(config)
  const wards = await database.ward.findMany({ orderBy: { name: 'asc' }, take: 5 })
  const lines = wards.flatMap((ward) => [
    ward.name,
    `  nhắn tin     ${base}/${ward.slug}/chat`,
    `  công khai    ${base}/${ward.slug}`,
  ])
  console.log(
    ['', ...lines, `  cán bộ       ${base}/console`, ...(logins ?? []).map((login) => `    ${login}`), ''].join('\n')
  )
}

main().catch((error: unknown) => {
  console.error(error instanceof BadConfig ? error.message : error)
  process.exit(1)
})
