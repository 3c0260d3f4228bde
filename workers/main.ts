import { setPriority } from 'node:os'
import { fileURLToPath } from 'node:url'
import { BadConfig } from '../src/config.ts'
import { deliverEverything } from '../src/delivery/deliver-conversation.ts'
import { sendNotice } from '../src/delivery/mass/send-notice.ts'
import { catalogue, isJobName, lanes, type JobName, type Lane } from '../src/jobs/catalogue.ts'
import { Bug } from '../src/platform/bug.ts'
import { stopOnSignal } from '../src/platform/stop-on-signal.ts'
import { wire, type Wired } from '../src/wiring.ts'
import { armNotices } from './arm-notices.ts'
import { applyImportJob, checkImportJob } from './import.ts'
import { climbLaddersEverywhere } from './climb-ladders.ts'
import { draftRecurringEverywhere } from './draft-recurring.ts'
import { endSilentLinksEverywhere } from './end-silent-links.ts'
import { healSilence, listenEveryMs } from './heal-silence.ts'
import { makeInboundDrain } from './handle-inbound.ts'
import { makeShare, otherWardsSend } from './share-lane.ts'
import { sendLettersOf, tendLettersEverywhere } from './letters.ts'
import { purgeEveryWard } from './purge-old-rows.ts'
import { checkLedgers, closeOldDoors, endNoticeDoubts, sendDigests, wakeNotices } from './reconcile-notices.ts'
import { refreshChannelTokens } from './refresh-channel-tokens.ts'
import { retrainModel } from './retrain-model.ts'
import { startNotice } from './start-notice.ts'
import { sweepDoorbells } from './sweep-doorbells.ts'
import { tellLateDossiersEverywhere } from './tell-late-dossiers.ts'
import { lookAtReportPhoto } from './look-at-report-photo.ts'
import { tendFeedbackEverywhere } from './tend-feedback.ts'
import { timetable } from './timetable.ts'
import { noteRun } from './watch-runs.ts'

type Run = (payload: { wardId: string; rowId: string }) => Promise<void>

const concurrency: Record<Lane, number> = { reply: 4, emergency: 3, mass: 6, bulk: 1, reconcile: 2 }

/** A sender whose ward has its half already looks again after this. */
const putBackMs = 250

/** Every job has its worker here: the type demands it. */
function makeJobs(wired: Wired): Record<JobName, Run> {
  const drainInbound = makeInboundDrain(wired)
  const takeTurn = makeShare(concurrency.mass, (wardId) => otherWardsSend(wired, wardId))
  return {
    'handle-inbound': ({ wardId }) => drainInbound(wardId),
    'deliver-outbox': ({ wardId, rowId }) => deliverEverything(wired.delivery, wardId, rowId),
    'start-notice': ({ wardId, rowId }) => startNotice(wired, wardId, rowId),
    'send-notice': async ({ wardId, rowId }) => {
      const turn = await takeTurn(wardId, () => sendNotice(wired.mass, wardId, rowId))
      if (turn === 'later') await wired.queues.add('mass', 'send-notice', { wardId, rowId }, putBackMs)
    },
    'send-emergency': ({ wardId, rowId }) => sendNotice(wired.mass, wardId, rowId),
    'arm-notices': () => armNotices(wired),
    'wake-notices': () => wakeNotices(wired),
    'end-notice-doubts': () => endNoticeDoubts(wired),
    'close-doors': () => closeOldDoors(wired),
    'send-digests': () => sendDigests(wired),
    'check-ledger': () => checkLedgers(wired),
    'check-import': ({ wardId, rowId }) => checkImportJob(wired, wardId, rowId),
    'apply-import': ({ wardId, rowId }) => applyImportJob(wired, wardId, rowId),
    'tell-late-dossiers': () => tellLateDossiersEverywhere(wired),
    'send-letters': ({ wardId, rowId }) => sendLettersOf(wired, wardId, rowId),
    'tend-letters': () => tendLettersEverywhere(wired),
    'sweep-doorbells': () => sweepDoorbells(wired),
    'refresh-channel-tokens': () => refreshChannelTokens(wired),
    'retrain-model': ({ wardId }) => retrainModel(wired, wardId),
    'end-silent-links': () => endSilentLinksEverywhere(wired),
    'climb-ladders': () => climbLaddersEverywhere(wired),
    'draft-recurring': () => draftRecurringEverywhere(wired),
    'tend-feedback': () => tendFeedbackEverywhere(wired),
    'look-at-report-photo': ({ wardId, rowId }) => lookAtReportPhoto(wired, wardId, rowId),
    'purge-old-rows': () => purgeEveryWard(wired),
  }
}

/** The lanes this process works in: all, or those it was told to. */
function lanesOf({ config }: Wired): readonly Lane[] {
  if (config.WORKER_LANES === undefined) return lanes
  const wanted = config.WORKER_LANES.split(',')
  const unknown = wanted.filter((lane) => !(lanes as readonly string[]).includes(lane))
  if (unknown.length > 0) throw new BadConfig(`WORKER_LANES: there is no lane called ${unknown.join(', ')}`)
  return lanes.filter((lane) => wanted.includes(lane))
}

/** Starts the workers of every lane and the timetable. Closing `wired` lets running jobs end. */
export async function startWorkers(wired: Wired): Promise<void> {
  const jobs = makeJobs(wired)
  const mine = lanesOf(wired)
  // sending to many steps back where somebody else wants the machine
  if (mine.includes('mass') && !mine.includes('reply')) setPriority(5)
  if (mine.includes('reply')) wired.inboundWake.handleHere((wardId) => jobs['handle-inbound']({ wardId, rowId: '' }))
  for (const lane of mine) {
    await wired.queues.work(
      lane,
      concurrency[lane],
      async (name, payload) => {
        if (!isJobName(name)) throw new Bug(`no job is called ${name}`)
        await jobs[name]({ wardId: payload.wardId ?? '', rowId: payload.rowId ?? '' })
        if (payload.wardId === undefined) await noteRun(wired, name)
      },
      (name, error) => wired.log.error({ err: error, job: name }, 'a job failed')
    )
  }
  if (!mine.includes('reconcile')) return
  await jobs['sweep-doorbells']({ wardId: '', rowId: '' }) // what was left when we last stopped
  for (const { job, everySeconds } of timetable) await wired.queues.every(catalogue[job].lane, job, everySeconds * 1000)
  const listening = setInterval(() => {
    void healSilence(wired, (job) => jobs[job]({ wardId: '', rowId: '' })).catch((error: unknown) => {
      wired.log.error({ err: error }, 'the timetable could not be listened to')
    })
  }, listenEveryMs)
  listening.unref()
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const wired = await wire()
  await startWorkers(wired)
  wired.log.info('workers are at work')
  stopOnSignal(() => wired.close())
}
