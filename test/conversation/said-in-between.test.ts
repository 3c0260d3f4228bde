import { describe, expect, it } from 'vitest'
import { consultationDialogue } from '../../src/conversation/dialogues/consultation.ts'
import { disclosureDialogue } from '../../src/conversation/dialogues/disclosure.ts'
import { electionDialogue } from '../../src/conversation/dialogues/election.ts'
import { griefDialogue } from '../../src/conversation/dialogues/grief.ts'
import { meetingDialogue } from '../../src/conversation/dialogues/meeting.ts'
import { isNoticeWish, noticesDialogue } from '../../src/conversation/dialogues/notices.ts'
import type { State } from '../../src/conversation/dialogue.ts'
import { readNoticeCommand } from '../../src/conversation/notice-command.ts'
import { answerTo } from '../../src/understanding/answer.ts'
import { meant, told, unsure, who, words } from './talking.ts'

const id = '01900000-0000-7000-8000-00000000000a'

describe('said in the middle of a talk', () => {
  it('who is too old to come does not come, and nobody is called for it', () => {
    const invited: State = { dialogue: 'meeting', step: 'invited', meetingId: id }
    const old = words('human', 'tui gia roi di khong noi', { decision: 'human' })
    expect(told(meetingDialogue.hear(invited, old, who), { reply_to_meeting: { kind: 'cancelled', meeting: {} } }).done).toEqual([
      { name: 'reply_to_meeting', input: { meetingId: id, answer: 'not_coming', delegate: null } },
    ]) // prettier-ignore
  })

  it('a link to vote is refused while it is asked where they live', () => {
    const where: State = { dialogue: 'election', step: 'asking_where', said: 'bao giờ bầu' }
    const answer = told(electionDialogue.hear(where, unsure('cho e xin link bau'), who))
    expect(answer).toMatchObject({ keys: ['election.head_not_here', 'election.ask_where'], next: where })
  })

  it('what is asked of a consultation that was just shown is told again, and is no opinion', () => {
    const shown: State = { dialogue: 'consultation', step: 'shown', id, stance: 'agree', reason: 'đồng ý' }
    for (const text of ['cho doi di dau', 'ai biet toi noi gi', 'khi nao co ket qua'])
      expect(told(consultationDialogue.hear(shown, unsure(text), who), { show_consultation: null }).done[0]?.name).toBe('show_consultation') // prettier-ignore
  })

  it('of a content that was just shown nobody is told who is on its list', () => {
    const shown: State = { dialogue: 'disclosure', step: 'shown', id }
    expect(told(disclosureDialogue.hear(shown, unsure('tui co trong do khong'), who)).keys).toEqual(['disclosure.at_posting']) // prettier-ignore
    expect(told(disclosureDialogue.hear(shown, unsure('toi muon hoi them'), who)).keys).toEqual(['disclosure.ask_question']) // prettier-ignore
  })

  it('an invitation in the name of the dead asks for no papers', () => {
    const offering: State = { dialogue: 'grief', step: 'offering' }
    expect(griefDialogue.hear(offering, unsure('giay moi van ghi ten ong ay'), who)).toBeNull()
  })

  it('what shall still come stops nothing', () => {
    const answer = told(noticesDialogue.begin(meant('unsubscribe', 'tin bao thi van gui nha'), who), {
      wish_notices: { stopped: false, invitedAtDoor: false },
    })
    expect(answer.done.map(({ name }) => name)).toEqual(['wish_notices'])
  })

  it('an invitation that did not come is no wish that none should come', () => {
    const missed = meant('subscribe', 'nha toi khong nhan duoc giay moi', { decision: 'ask' })
    expect(isNoticeWish(missed)).toBe(true)
    const explained = { standing: { stopped: false, spared: [], invitedAtDoor: false }, latest: [] }
    const answer = told(noticesDialogue.begin(missed, who), { explain_notices: explained })
    expect(answer.done.map(({ name }) => name)).toEqual(['explain_notices'])
  })

  it('what is thought of it, right after it was asked, is kept as a reason until the stance is chosen', () => {
    const shown: State = { dialogue: 'consultation', step: 'shown', id }
    const answer = told(consultationDialogue.hear(shown, unsure('toi thay cung duoc ma so xa'), who))
    expect(answer).toMatchObject({ keys: ['consultation.choose'], done: [], next: { said: 'toi thay cung duoc ma so xa' } }) // prettier-ignore
  })

  it.each(['bật lại đi', 'gui lai binh thuong'])('%s starts the notices again', (text) =>
    expect(readNoticeCommand(text)).toBe('start')
  )

  it('"thôi" presses no button that only looks like a refusal without its marks', () => {
    const choices = ['Hỏi về nội dung này', 'Gặp cán bộ'].map((label) => ({ id: label, label }))
    expect(answerTo({ choices }, 'thoi')).toBeNull()
  })
})
