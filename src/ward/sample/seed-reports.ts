import { Bug } from '../../platform/bug.ts'
import { wardDateOf } from '../../platform/ward-time.ts'
import { approveAnswer, proposeAnswer } from '../feedback/answer-feedback.ts'
import { forwardFeedback, agreeForwarding } from '../feedback/forward-feedback.ts'
import { acceptFeedback, askDetails, refuseFeedback } from '../feedback/handle-intake.ts'
import { assignFeedback, takeFeedback } from '../feedback/handle-work.ts'
import { keepProof } from '../feedback/keep-proof.ts'
import { mergeFeedback } from '../feedback/merge-feedback.ts'
import { takeDownFeedback } from '../feedback/submit-feedback.ts'
import { takeStep } from '../feedback/take-step.ts'
import type { Work } from '../work.ts'
import { sampleReports, type SampleReport, type SampleStage } from './sample-reports.ts'

const dayMs = 86_400_000
const hourMs = 3_600_000

/** A grey picture: the proof of an invented deed. */
const greyPicture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAUAAAADwCAAAAABURuK3AAABg0lEQVR42u3QQQ0AMAwDsfIHMBBDOQqV8ok0H4B7eM6yu+y33wAECBAgQIAAAQIECBAgQIAAAQIECBAgQIAAAQIECBAgQIAAAQIECBAgQIAAAQIECBAgQIAAAZYAgsl+AAECBAgQIECAAAECBAgQIECAAAECBAgQIECAAAECBAgQIECAAAECBAgQIECAAAECBAgQIECALYBgsh9AgAABAgQIECBAgAABAgQIECBAgAABAgQIECBAgAABAgQIECBAgAABAgQIECBAgAABAgQIEGALIJjsBxAgQIAAAQIECBAgQIAAAQIECBAgQIAAAQIECBAgQIAAAQIECBAgQIAAAQIECBAgQIAAAQIE2AIIJvsBBAgQIECAAAECBAgQIECAAAECBAgQIECAAAECBAgQIECAAAECBAgQIECAAAECBAgQIECAAAG2AILJfgABAgQIECBAgAABAgQIECBAgAABAgQIECBAgAABAgQIECBAgAABAgQIECBAgAABAgQIECBAgCW/B6c2ivb1pxVtAAAAAElFTkSuQmCC',
  'base64'
)

/** The steps that lead to a stage, in order. */
const wayTo: Readonly<Record<SampleStage, readonly (keyof typeof steps)[]>> = {
  awaiting_intake: [],
  awaiting_details: ['ask'],
  received: ['accept'],
  assigned: ['accept', 'assign'],
  in_progress: ['accept', 'assign', 'take'],
  awaiting_approval: ['accept', 'assign', 'take', 'propose'],
  answered: ['accept', 'assign', 'take', 'propose', 'approve'],
  completed: ['accept', 'assign', 'take', 'propose', 'approve', 'complete'],
  forwarded: ['accept', 'agree', 'forward'],
  merged: ['merge'],
  not_accepted: ['refuse'],
}

type Hands = { oneStop: string; specialist: string; leader: string }
type Step = (as: (who: keyof Hands) => Work, report: SampleReport, feedbackId: string) => Promise<Outcome>
type Outcome = { ok: true; value: unknown } | { ok: false; refusal: string }

const steps = {
  ask: (as, _report, feedbackId) =>
    askDetails(as('oneStop'), { feedbackId, question: 'Quán tên gì, mở loa đến mấy giờ ạ?' }),
  accept: (as, { classification }, feedbackId) => acceptFeedback(as('oneStop'), { feedbackId, ...classification }),
  assign: (as, { unit }, feedbackId) => assignFeedback(as('oneStop'), { feedbackId, unit }),
  take: (as, _report, feedbackId) => takeFeedback(as('specialist'), { feedbackId }),
  propose: async (as, { answer }, feedbackId) => {
    const proof = await keepProof(as('specialist'), { feedbackId, bytes: greyPicture, mime: 'image/png' })
    const proofIds = proof.ok ? [proof.value.fileId] : []
    return proposeAnswer(as('specialist'), { feedbackId, outcome: 'noted', text: '', ...answer, proofIds })
  },
  approve: (as, _report, feedbackId) => approveAnswer(as('leader'), { feedbackId }),
  complete: (as, _report, feedbackId) =>
    takeStep(as('leader'), feedbackId, { event: 'complete', asSystem: true, kept: { unrated: true } }, () => ({
      completedAt: as('leader').now,
    })),
  agree: (as, _report, feedbackId) => agreeForwarding(as('leader'), { feedbackId }),
  forward: (as, _report, feedbackId) => {
    const work = as('oneStop')
    return forwardFeedback(work, {
      feedbackId,
      agency: 'Điện lực khu vực',
      date: wardDateOf(work.now),
      number: '37/UBND',
    })
  },
  merge: async (as, _report, feedbackId) => {
    const work = as('oneStop')
    const main = await work.db.feedbackEvent.findFirst({ where: { key: 'sample:lamp' }, select: { feedbackId: true } })
    return mergeFeedback(work, { feedbackId, mainId: main?.feedbackId ?? feedbackId })
  },
  refuse: (as, _report, feedbackId) => refuseFeedback(as('oneStop'), { feedbackId, reason: 'not_in_ward' }),
} satisfies Record<string, Step>

/** Reports of the sample ward, each led to its stage through the ward's own use cases, days ago; made once. */
export async function seedReports(work: Work): Promise<void> {
  const hands = await handsOf(work)
  if (hands === null) return
  for (const report of sampleReports) {
    const key = `sample:${report.name}`
    if ((await work.db.feedbackEvent.count({ where: { key } })) > 0) continue
    await seedReport(work, hands, report, key)
  }
}

async function seedReport(work: Work, hands: Hands, report: SampleReport, key: string): Promise<void> {
  const way = wayTo[report.stage]
  const began = work.now.getTime() - report.daysAgo * dayMs - (way.length + 1) * hourMs
  // a step an hour; what is over was over a day before it completed
  const at = (step: number): Date =>
    new Date(Math.min(work.now.getTime(), began + step * hourMs + (way[step - 1] === 'complete' ? 8 * dayMs : 0)))
  const asAt =
    (now: Date) =>
    (who: keyof Hands): Work => ({ ...work, now, actor: `official:${hands[who]}` })
  const place = await work.db.neighbourhood.findFirst({ where: { name: report.neighbourhood }, select: { id: true } })
  const sent = must(
    await takeDownFeedback(asAt(at(0))('oneStop'), {
      intake: report.intake,
      kind: report.classification.kind,
      text: report.text,
      spot: { words: report.where },
      visibility: report.visibility,
      key,
      ...(report.reporter ? { reporter: report.reporter } : {}),
      ...(place ? { neighbourhoodId: place.id } : {}),
    })
  )
  for (const [index, name] of way.entries()) {
    const step: Step = steps[name]
    must<unknown>(await step(asAt(at(index + 1)), report, sent.feedbackId))
  }
}

async function handsOf(work: Work): Promise<Hands | null> {
  const first = async (role: string) =>
    (await work.db.official.findFirst({ where: { roles: { has: role }, endedAt: null }, select: { id: true } }))?.id
  const [oneStop, specialist, leader] = [await first('one_stop'), await first('specialist'), await first('leader')]
  return oneStop && specialist && leader ? { oneStop, specialist, leader } : null
}

function must<T>(outcome: { ok: true; value: T } | { ok: false; refusal: string }): T {
  if (!outcome.ok) throw new Bug(`a sample report could not be made: ${outcome.refusal}`)
  return outcome.value
}
