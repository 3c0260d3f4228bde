import { statSync } from 'node:fs'
import path from 'node:path'
import { listChannelAccounts } from '../../ward/channel-account/find-channel-account.ts'
import { loadCalendar } from '../../ward/calendar/load-calendar.ts'
import { findAttendance } from '../../ward/grievance/find-attendance.ts'
import { dataRequestRules } from '../../ward/data-request/data-request.ts'
import type { Work } from '../../ward/work.ts'
import { wardDateOf } from '../../platform/ward-time.ts'
import { hearReconcilers } from '../../wiring/watch-reconcilers.ts'
import type { Wired } from '../../wiring.ts'
import { silentJobs } from '../../../workers/heal-silence.ts'
import { timetable } from '../../../workers/timetable.ts'
import { readOptions, type Command } from './operator.ts'

/** `bad` must be mended, `warn` should be looked at. */
type Finding = { grade: 'good' | 'warn' | 'bad'; what: string }

const good = (what: string): Finding => ({ grade: 'good', what })
const warn = (what: string): Finding => ({ grade: 'warn', what })
const bad = (what: string): Finding => ({ grade: 'bad', what })
const marks = { good: 'ok  ', warn: 'look', bad: 'MEND' }

/** Looks over configuration, machine room and every ward, and says what to do. 1 when something must be mended. */
export const doctorCommand: Command = async (wired, words, print) => {
  readOptions(words, {})
  const findings = [...lookAtConfig(wired), ...(await lookAtMachineRoom(wired))]
  const wards = await wired.database.ward.findMany({ orderBy: { slug: 'asc' } })
  if (wards.length === 0) findings.push(bad('no ward yet: npm run ward -- open …'))
  for (const finding of findings) print(`${marks[finding.grade]} ${finding.what}`)
  for (const ward of wards) {
    const seen = await wired.transact(ward.id, 'operator', (work) => lookAtWard(work, wired, ward))
    print(`\n${ward.name} (/${ward.slug})`)
    for (const finding of seen) print(`${marks[finding.grade]} ${finding.what}`)
    findings.push(...seen)
  }
  return findings.some(({ grade }) => grade === 'bad') ? 1 : 0
}

function lookAtConfig({ config }: Wired): Finding[] {
  const findings = [
    good(
      `settings are readable; data lies in ${config.DATABASE_URL ? 'the database of DATABASE_URL' : path.resolve(config.DATA_DIR)}`
    ),
  ]
  if (config.production && !config.PUBLIC_URL)
    findings.push(warn('PUBLIC_URL is missing: links in messages and webhooks need it'))
  if (config.PUBLIC_URL?.startsWith('http:') && config.production)
    findings.push(bad('PUBLIC_URL begins with http: passwords and chats would travel in the open; use https'))
  if (!config.DATA_KEY) findings.push(keptKey(path.join(config.DATA_DIR, 'data-key')))
  return findings
}

/** The key that was made by itself must be readable by this account only, and must not be lost. */
function keptKey(file: string): Finding {
  const mode = statSync(file).mode & 0o077
  if (mode !== 0) return bad(`${file} can be read by others: chmod 600 ${file}`)
  return warn(`DATA_KEY lies in ${file}: keep a copy elsewhere, without it no backup can be read`)
}

const lateMinutes = 5

async function lookAtMachineRoom(wired: Wired): Promise<Finding[]> {
  const { database, clock } = wired
  const before = new Date(clock.now().getTime() - lateMinutes * 60_000)
  const late = await database.doorbell.count({ where: { dueAt: { lt: before } } })
  const keys = await database.doorKey.count({ where: { kind: 'session', expiresAt: { lt: clock.now() } } })
  return [
    late === 0
      ? good('no work is waiting')
      : bad(
          `${late} jobs wait for more than ${lateMinutes} minutes: are the workers running (node dist/workers/main.js)?`
        ),
    ...(await lookAtTimetable(wired)),
    ...(keys > 10_000 ? [warn(`${keys} sessions have lapsed and were not cleared: is the timetable running?`)] : []),
  ]
}

/** Each job of the timetable should have come to its end lately; on a service that has never run none has. */
async function lookAtTimetable(wired: Wired): Promise<Finding[]> {
  const heard = await hearReconcilers(wired)
  if (heard.length === 0) return [warn('the timetable has not run yet: start the workers (npm start)')]
  const silent = silentJobs(heard)
  const since = new Map(heard.map(({ job, silentSeconds }) => [job, Math.round(silentSeconds / 60)]))
  const unheard = timetable.map(({ job }) => job).filter((job) => !since.has(job))
  if (silent.length + unheard.length === 0) return [good('every job of the timetable is heard of')]
  return [
    ...silent.map((job) =>
      bad(
        `${job} was last heard of ${since.get(job) ?? '?'} minutes ago: are the workers running (node dist/workers/main.js, lane reconcile)?`
      )
    ),
    ...(unheard.length === 0
      ? []
      : [
          warn(
            `not heard of yet: ${unheard.join(', ')}; right after the first start that is so, a day later it is not`
          ),
        ]),
  ]
}

async function lookAtWard(work: Work, { config }: Wired, ward: { slug: string }): Promise<Finding[]> {
  return [
    ...(await lookAtChannels(work, ward.slug, config)),
    ...(await lookAtOfficials(work)),
    ...(await lookAtRules(work)),
    ...(await lookAtWaiting(work)),
  ]
}

async function lookAtChannels(work: Work, slug: string, config: Wired['config']): Promise<Finding[]> {
  const accounts = await listChannelAccounts(work)
  const alarms = await work.db.channelAccount.findMany({
    where: { alarm: { not: null } },
    select: { channel: true, reference: true, alarm: true },
  })
  const names = accounts.map((account) => account.channel).join(', ')
  const telegram = accounts.find((account) => account.channel === 'telegram')
  return [
    accounts.some((account) => account.channel === 'web' && account.reference === slug)
      ? good(`channels: ${names}`)
      : bad('the ward has no web chat: open the ward again with the same slug'),
    ...alarms.map(({ channel, reference, alarm }) =>
      bad(`${channel} account ${reference}: ${alarm}; give it again with \`channel set ${channel}\``)
    ),
    ...(telegram?.settings.webhookSecret && !config.PUBLIC_URL
      ? [bad('Telegram has a webhook secret but PUBLIC_URL is missing')]
      : []),
  ]
}

async function lookAtOfficials(work: Work): Promise<Finding[]> {
  const [admins, all] = [
    await work.db.official.count({ where: { endedAt: null, roles: { has: 'ward_admin' } } }),
    await work.db.official.count({ where: { endedAt: null } }),
  ]
  const untested = await work.db.official.count({
    where: { endedAt: null, roles: { has: 'ward_admin' }, totpSecret: null },
  })
  const { isAttended, waiting } = await findAttendance(work)
  if (all === 0) return [bad('no official has an account: npm run ward -- official add --roles ward_admin …')]
  return [
    admins === 0
      ? bad('nobody is ward_admin: npm run ward -- official add --roles ward_admin …')
      : good(`${all} officials, ${admins} of them ward_admin`),
    ...(isAttended
      ? []
      : [
          bad(
            `nobody may open the restricted inbox of complaints and denunciations (${waiting} waiting): npm run ward -- official add --roles reception …`
          ),
        ]),
    ...(untested > 0 ? [warn(`${untested} ward_admin sign in without a one-time code`)] : []),
  ]
}

async function lookAtRules(work: Work): Promise<Finding[]> {
  const gaps = (await loadCalendar(work)).gaps(wardDateOf(work.now))
  const needed = [...new Set(Object.values(dataRequestRules))]
  const rules = await work.db.lawRule.findMany({ where: { ruleId: { in: needed } }, select: { ruleId: true } })
  const absent = needed.filter((ruleId) => !rules.some((rule) => rule.ruleId === ruleId))
  const [procedures, unconfirmed] = [
    await work.db.procedure.count(),
    await work.db.procedure.count({ where: { confirmedAt: null } }),
  ]
  return [
    ...gaps.map(({ year, missing }) =>
      warn(
        `the calendar of ${year} lacks ${missing === 'everything' ? 'everything' : missing.join(', ')}: deadlines there are provisional until the notice is entered`
      )
    ),
    ...(absent.length > 0 ? [bad(`law rules are missing: ${absent.join(', ')}; load the reference data`)] : []),
    procedures === 0
      ? bad('no procedures: npm run ward -- import procedures FILE')
      : unconfirmed === 0
        ? good(`${procedures} procedures, all confirmed`)
        : warn(`${unconfirmed} of ${procedures} procedure rows are not confirmed: answers say so`),
  ]
}

async function lookAtWaiting(work: Work): Promise<Finding[]> {
  const overdue = { lt: work.now }
  const counts: [number, string][] = [
    [
      await work.db.handOver.count({ where: { status: 'open', answerDueAt: overdue } }),
      'residents wait for an official past the promised hour',
    ],
    [
      await work.db.dataRequest.count({ where: { status: { in: ['open', 'acknowledged'] }, dueAt: overdue } }),
      'data requests are past their legal date',
    ],
    [
      await work.db.inbound.count({ where: { status: 'failed' } }),
      'messages could not be handled; a person was called for each',
    ],
    [await work.db.outbox.count({ where: { status: 'exhausted' } }), 'messages were given up after many tries'],
  ]
  return counts.flatMap(([count, what]) => (count > 0 ? [warn(`${count} ${what}`)] : []))
}
