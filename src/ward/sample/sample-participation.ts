import { Bug } from '../../platform/bug.ts'
import { newId } from '../../platform/ids.ts'
import { addDays, atWardTime, wardDateOf, weekdayOf } from '../../platform/ward-time.ts'
import { draftConsultation, openConsultation } from '../consultation/keep-consultation.ts'
import { draftDisclosure, type DisclosureDraft } from '../disclosure/keep-disclosure.ts'
import { publishDisclosure } from '../disclosure/publish-disclosure.ts'
import { announceElection } from '../election/announce-election.ts'
import { draftElection, keepCandidates } from '../election/keep-election.ts'
import { callMeeting } from '../meeting/call-meeting.ts'
import { draftMeeting, type MeetingDraft } from '../meeting/keep-meeting.ts'
import { keepPaper } from '../paper/keep-paper.ts'
import { recordPosting } from '../posting/record-posting.ts'
import type { Work } from '../work.ts'

/** The first such weekday (1 Monday … 7 Sunday) at least so many days from a date. */
function weekdayAfter(date: string, atLeast: number, weekday: number): string {
  let day = addDays(date, atLeast)
  while (weekdayOf(day) !== weekday) day = addDays(day, 1)
  return day
}

/**
 * Invented meetings, an election, disclosures and an open consultation, dated from the day the sample ward is made. Made
 * once: a ward that has a meeting is left alone.
 */
export async function seedParticipation(work: Work, officialId: string): Promise<void> {
  if ((await work.db.meeting.count()) > 0) return
  const twelve = await work.db.neighbourhood.findFirst({ where: { code: '12' }, select: { id: true } })
  if (twelve === null) return
  const today = wardDateOf(work.now)
  await seedMeetings(work, twelve.id, today, officialId)
  await seedElection(work, twelve.id, today, officialId)
  await seedDisclosures(work, today, officialId)
  const closesDate = addDays(today, 24)
  const asked = mustDo(
    await draftConsultation(work, {
      ...{
        title: 'dời chợ Cẩm Bình ra khu đất mới',
        question: 'Ông/bà có đồng ý dời chợ ra khu đất cạnh bến xe không?',
      },
      background: 'Chợ hiện nay chật, lối chữa cháy hẹp. Khu đất mới rộng 4.200 m², cách chợ cũ 300 m, có bãi giữ xe.',
      ...{ neighbourhoodIds: [], closesDate, answerDate: addDays(closesDate, 10) },
    })
  )
  mustDo(await openConsultation(work, asked))
}

async function seedMeetings(work: Work, twelve: string, today: string, officialId: string): Promise<void> {
  const common = {
    ...{ place: 'Nhà văn hóa tổ 12', chair: 'Tổ trưởng tổ dân phố 12', contact: '0203 000 0012' },
    ...{ neighbourhoodIds: [twelve], householdIds: [] },
  }
  const road: MeetingDraft = {
    ...{ ...common, kind: 'community', matter: 1, title: 'họp tổ dân phố 12', number: '12/GM-TDP' },
    ...{ agenda: ['Sửa đường ngõ 43', 'Mức đóng góp của mỗi hộ'] },
    startsAt: atWardTime(weekdayAfter(today, 5, 6), '19:30'),
  }
  const { meetingId } = mustDo(await draftMeeting(work, road))
  const paper = { name: 'Dự toán sửa đường ngõ 43.pdf', bytes: onePage('Du toan sua duong ngo 43'), officialId }
  mustDo(await keepPaper(work, { noun: 'meeting', rowId: meetingId, ...paper }))
  mustDo(await callMeeting(work, { meetingId }))
  const conference: MeetingDraft = {
    ...{ ...common, kind: 'year_end', matter: null, title: 'hội nghị cuối năm tổ dân phố 12', number: null },
    ...{ agenda: ['Báo cáo của Tổ trưởng', 'Báo cáo của Ban công tác Mặt trận', 'Thảo luận'] },
    startsAt: atWardTime(weekdayAfter(today, 12, 7), '08:00'),
  }
  mustDo(await draftMeeting(work, conference))
  await work.db.meeting.createMany({
    data: [
      {
        ...{ ...road, id: newId(), matter: 6, title: 'họp tổ dân phố 12 về giữ gìn ngõ xóm', number: '09/GM-TDP' },
        ...{ agenda: ['Lịch tổng vệ sinh'], startsAt: atWardTime(addDays(today, -30), '19:30'), status: 'held' },
        ...{ minutes: 'Thống nhất tổng vệ sinh sáng thứ Bảy tuần đầu mỗi tháng.', yes: 6, totalHouseholds: 8 },
        ...{ calledAt: atWardTime(addDays(today, -36), '08:00'), minutesAt: atWardTime(addDays(today, -29), '09:00') },
        createdAt: atWardTime(addDays(today, -37), '08:00'),
      },
    ],
  })
}

async function seedElection(work: Work, twelve: string, today: string, officialId: string): Promise<void> {
  const { electionId } = mustDo(
    await draftElection(work, {
      ...{ kind: 'neighbourhood_head', title: 'Bầu Tổ trưởng tổ dân phố 12', neighbourhoodId: twelve },
      ...{ startsAt: atWardTime(weekdayAfter(today, 26, 7), '08:00'), endsAt: null, place: 'Nhà văn hóa tổ 12' },
      ...{ bring: 'giấy mời', minCandidates: 2, done: { decision: today, candidates: today } },
    })
  )
  const candidates = [
    { fullName: 'Đinh Văn Mẫu', birthYear: 1966, job: 'Hưu trí' },
    { fullName: 'Tạ Thị Thử', birthYear: 1981, job: 'Giáo viên' },
  ]
  mustDo(await keepCandidates(work, { electionId, candidates }))
  mustDo(await announceElection(work, { electionId }))
  const where = { form: 'posting' as const, place: 'Nhà văn hóa tổ 12', fromDate: today, toDate: null }
  mustDo(await recordPosting(work, { noun: 'election', rowId: electionId, ...where, officialId }))
}

async function seedDisclosures(work: Work, today: string, officialId: string): Promise<void> {
  const common = { decisionDate: today, clockDate: today, clockRule: 'DISC.GENERAL' as const, supersedesId: null }
  const drafts: DisclosureDraft[] = [
    {
      ...{ ...common, category: 'D02', title: 'Dự toán ngân sách phường trình HĐND', decisionNumber: '41/QĐ-UBND' },
      summary: 'Tổng thu dự kiến 24,3 tỷ đồng, tổng chi 24,3 tỷ đồng; chi đầu tư 8,9 tỷ đồng.',
    },
    {
      ...{ ...common, category: 'D07', title: 'Kết quả rà soát hộ nghèo, hộ cận nghèo', decisionNumber: '43/QĐ-UBND' },
      summary: 'Toàn phường có 11 hộ nghèo, 19 hộ cận nghèo. Danh sách xem tại nơi niêm yết.',
    },
    {
      ...{ ...common, category: 'D13', title: 'Danh mục thủ tục hành chính của phường', decisionNumber: '38/QĐ-UBND' },
      summary: 'Thủ tục thuộc thẩm quyền của phường, cập nhật theo quyết định của tỉnh.',
    },
  ]
  for (const [at, draft] of drafts.entries()) {
    const { disclosureId } = mustDo(await draftDisclosure(work, draft))
    const of = { noun: 'disclosure' as const, rowId: disclosureId, officialId }
    if (at === 0) {
      mustDo(
        await keepPaper(work, { ...of, name: 'Dự toán ngân sách.pdf', bytes: onePage('Du toan ngan sach phuong') })
      )
    }
    mustDo(await publishDisclosure(work, { disclosureId, officialId, place: 'Trang công khai của phường' }))
    mustDo(
      await recordPosting(work, { ...of, form: 'posting', place: 'Trụ sở UBND phường', fromDate: today, toDate: null })
    )
  }
}

/** A page of invented paper: enough for a reader to open. Plain letters, so that no font is needed. */
function onePage(words: string): Uint8Array {
  const stream = `BT /F1 18 Tf 72 760 Td (${words}) Tj ET`
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ]
  let text = '%PDF-1.4\n'
  const offsets = objects.map((object, at) => {
    const offset = text.length
    text += `${at + 1} 0 obj\n${object}\nendobj\n`
    return offset
  })
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  const end = `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF\n`
  return Buffer.from(`${text}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}${end}`)
}

type Outcome<T> = { ok: true; value: T } | { ok: false; refusal: string }

function mustDo<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Bug(`the sample ward could not be made: ${outcome.refusal}`)
  return outcome.value
}
