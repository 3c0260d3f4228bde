import { Bug } from '../../platform/bug.ts'
import { addDays, wardDateOf } from '../../platform/ward-time.ts'
import { newId } from '../../platform/ids.ts'
import { postReception } from '../reception/post-reception.ts'
import { rateService } from '../satisfaction/rate-service.ts'
import { recordBallots } from '../satisfaction/record-ballots.ts'
import { closeBox, openBox } from '../suggestion-box/open-box.ts'
import { recordPaper } from '../suggestion-box/record-paper.ts'
import type { Work } from '../work.ts'

/** The first days on which a session may still be posted lie within so many days. */
const searchedDays = 40
const sessionsAhead = 2

const papers = [
  {
    became: 'report',
    kind: 'suggestion',
    text: 'Đề nghị phường mở thêm giờ nhận hồ sơ chiều thứ Năm cho người đi làm.',
  },
  { became: 'report', kind: 'praise', text: 'Cảm ơn các anh trật tự đã dọn thông vỉa hè trước trường học.' },
  { became: 'blank' },
] as const

/** Marks at the counter, invented: 1 to 5. */
const marks = [5, 5, 4, 5, 4, 3, 5, 4, 5, 2, 5, 4] as const

/** A coming session of citizens' reception, an opened box, some marks and ballots: no page of the sample ward is empty. */
export async function seedDesk(work: Work): Promise<void> {
  await seedSessions(work)
  await seedBox(work)
  await seedMarks(work)
}

/** As early as the rule allows; a ward that was left alone for weeks gets new ones at its next start. */
async function seedSessions(work: Work): Promise<void> {
  let ahead = await work.db.reception.count({ where: { startsAt: { gt: work.now }, cancelledAt: null } })
  for (let days = 1; days <= searchedDays && ahead < sessionsAhead; days++) {
    const posted = await postReception(work, {
      date: addDays(wardDateOf(work.now), days),
      from: '07:30',
      to: '10:30',
      place: 'Phòng tiếp công dân, tầng 1 trụ sở UBND phường',
      host: 'Chủ tịch UBND phường',
      seats: 12,
    })
    if (posted.ok) ahead++
  }
}

async function seedBox(work: Work): Promise<void> {
  if ((await work.db.boxOpening.count()) > 0) return
  const find = (role: string) =>
    work.db.official.findFirst({ where: { roles: { has: role }, endedAt: null }, select: { id: true } })
  const [first, second] = [await find('one_stop'), await find('front')]
  if (first === null || second === null) return
  const byFirst: Work = { ...work, actor: `official:${first.id}` }
  const opened = await openBox(byFirst, { place: 'Cổng trụ sở UBND phường', openedBy: [first.id, second.id] })
  if (!opened.ok) throw new Bug(`the sample box could not be opened: ${opened.refusal}`)
  const { openingId } = opened.value
  for (const [n, paper] of papers.entries()) {
    const kept = await recordPaper(byFirst, { openingId, key: `sample:${n}`, ...paper })
    if (!kept.ok) throw new Bug(`a sample paper could not be kept: ${kept.refusal}`)
  }
  await closeBox(byFirst, { openingId })
}

async function seedMarks(work: Work): Promise<void> {
  if ((await work.db.satisfactionBallot.count()) > 0) return
  const talk = { conversationId: newId(), inboundId: newId() }
  for (const score of marks) await rateService(work, talk, { surveyId: '', score })
  const unit = 'Bộ phận Một cửa'
  const today = wardDateOf(work.now)
  await recordBallots(work, {
    heldOn: addDays(today, -3),
    source: 'paper',
    unit,
    handedOut: 40,
    levels: [0, 1, 3, 14, 19],
  })
  // a survey as wards report it, 528 of 528: the page of satisfaction says it so of an earlier quarter
  const earlier = addDays(today, -100)
  await recordBallots(work, { heldOn: earlier, source: 'paper', unit, handedOut: 528, levels: [0, 0, 0, 128, 400] })
}
