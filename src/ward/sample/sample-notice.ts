import { addDays, atWardTime, formatDate, wardDateOf, weekdayOf } from '../../platform/ward-time.ts'
import type { NoticeDraft } from '../notice/draft-notice.ts'

/** An invented notice that waits for a leader: mosquitoes in tổ 12, on a Saturday ten to sixteen days ahead. */
export function sampleNotice(now: Date, neighbourhoodId: string): NoticeDraft {
  const tenDays = addDays(wardDateOf(now), 10)
  const date = addDays(tenDays, (6 - weekdayOf(tenDays) + 7) % 7)
  return {
    kind: 'general',
    title: 'Phun thuốc diệt muỗi tổ dân phố 12',
    words: {
      vi: {
        title: 'Phun thuốc diệt muỗi tổ dân phố 12',
        body: `Trạm y tế phường phun thuốc diệt muỗi phòng sốt xuất huyết tại tổ dân phố 12.\nThời gian: 07 giờ 30 ${formatDate(date, 'vi')}.\nKính mong {{salutation}} đậy kín thức ăn, nước uống và có người ở nhà mở cửa.\nLiên hệ: Trạm y tế phường, 0203 000 0015. Nhắn "dừng" nếu {{salutation}} không muốn nhận tin thông báo.`,
      },
      en: {
        title: 'Mosquito spraying in neighbourhood 12',
        body: `The health station sprays against mosquitoes in neighbourhood 12.\nTime: 07:30 on ${formatDate(date, 'en')}.\nPlease cover food and water, and have somebody at home to open the door.\nContact: health station, 0203 000 0015. Write "stop" if you do not want to receive notices.`,
      },
    },
    topic: 'health',
    audience: { neighbourhoods: [neighbourhoodId], households: true },
    eventAt: atWardTime(date, '07:30'),
    ruleId: null,
    source: 'sample',
    sourceRow: 'mosquitoes',
  }
}
