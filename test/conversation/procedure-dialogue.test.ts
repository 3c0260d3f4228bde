import { describe, expect, it } from 'vitest'
import { aspectsIn } from '../../src/conversation/dialogues/procedure-sayings.ts'
import { procedureDialogue } from '../../src/conversation/dialogues/procedure.ts'
import type { State } from '../../src/conversation/dialogue.ts'
import { loadTranslate } from '../../src/platform/i18n.ts'
import { birth, choice, meant, told, unsure, who, words, type Told } from './talking.ts'

const translate = await loadTranslate()
const spoken = ({ say }: Told): string => say.map((saying) => translate(saying.say, saying.with)).join('\n')

describe('what is asked is answered first', () => {
  it.each([
    ['làm khai sinh cần giấy tờ gì', 'papers'],
    ['khai sinh hết bao nhiêu tiền', 'fee'],
    ['khai sinh mất phí không, bao lâu thì có', 'fee'],
    ['bao lâu thì có giấy khai sinh', 'days'],
    ['nop khai sinh o dau', 'where'],
    ['khai sinh làm qua mạng được không', 'online'],
    ['khai sinh', 'papers'],
    ['how much is a birth certificate', 'fee'],
  ])('%s', (text, aspect) => {
    expect(aspectsIn(text)[0] ?? 'papers').toBe(aspect)
    const { say } = told(procedureDialogue.begin(meant('procedure_info', text), who))
    expect(Object.values(say[0]?.with ?? {})).toContain(`procedure.${aspect}${aspect === 'online' ? '_full' : ''}`)
  })

  it('gives papers as short lines, then fee, time and place, in ninety words', () => {
    const text = spoken(
      told(procedureDialogue.begin(meant('procedure_info', 'nhà em mới có cháu, mang những gì hả cô'), who))
    )
    expect(text).toMatch(/^Dạ, phường chúc mừng gia đình\. Đăng ký khai sinh, xin mang theo:\n- Tờ khai/)
    expect(text).toContain('Lệ phí: không thu phí nếu làm đúng hạn.')
    expect(text).toContain('Thời hạn: ngay trong ngày.')
    expect(text).toContain('(Theo bộ thủ tục ngày 01/11/2026. Giấy tờ có thể đổi, cán bộ sẽ xem lại khi nhận ạ.)')
    expect(text.split(/\s+/).length).toBeLessThanOrEqual(90)
  })

  it('names its basis instead of "for reference" once the ward has confirmed it', () => {
    const found = { kind: 'one', procedure: { ...birth, confirmed: true } }
    const text = spoken(
      told(procedureDialogue.begin(meant('procedure_info', 'khai sinh'), who), { find_procedures: found })
    )
    expect(text).toContain('(Căn cứ: Luật Hộ tịch 2014.)')
    expect(text).not.toContain('tham khảo')
  })

  it('wishes joy only where a birth is told, and never where somebody has died', () => {
    const first = (text: string, procedure = birth) =>
      Object.values(
        told(procedureDialogue.begin(meant('procedure_info', text), who), {
          find_procedures: { kind: 'one', procedure },
        }).say[0]?.with ?? {}
      )
    expect(first('làm lại giấy khai sinh cho ông nội')).toContain('procedure.hello')
    expect(first('vợ em mới đẻ')).toContain('procedure.hello_joy')
    expect(first('cháu mới sinh nhưng đã mất, có phải khai sinh không')).toContain('procedure.hello')
    expect(first('bố tôi mới mất, khai tử thế nào', { ...birth, name: 'Đăng ký khai tử' })).toContain(
      'procedure.hello_grief'
    )
  })

  it('leaves the rest to questions where the papers alone are long', () => {
    const documents = Array.from(
      { length: 12 },
      (_, i) => `Giấy tờ chứng minh quan hệ và tình trạng số ${i + 1} của người yêu cầu`
    )
    const { say } = told(procedureDialogue.begin(meant('procedure_info', 'cần giấy gì'), who), {
      find_procedures: { kind: 'one', procedure: { ...birth, documents } },
    })
    expect(Object.values(say[1]?.with ?? {})).not.toContain('procedure.short_where')
    expect(String(say[0]?.with?.['documents']).split('\n')).toHaveLength(8)
  })

  it('says nothing of papers, place or online where the ward has nothing on record', () => {
    const bare = { ...birth, documents: [], whereToDo: null, onlineLevel: 'none' as const, sameDayUntil: null }
    const answer = told(procedureDialogue.begin(meant('procedure_info', 'cần giấy gì, nộp ở đâu'), who), {
      find_procedures: { kind: 'one', procedure: bare },
    })
    expect(spoken(answer)).toContain('chưa có danh mục giấy tờ đầy đủ')
    expect(answer.choices).toEqual(['intent:office_info', 'person'])
  })
})

describe('which procedure', () => {
  const several = {
    kind: 'several',
    procedures: [
      { id: birth.id, name: 'Đăng ký khai sinh' },
      { id: 'b', name: 'Đăng ký khai sinh quá hạn' },
    ],
  }

  it('is asked back where two fit, with a person beside them', () => {
    const asked = told(procedureDialogue.begin(meant('procedure_info', 'khai sinh'), who), { find_procedures: several })
    expect(asked).toMatchObject({ keys: ['procedure.which'], next: { step: 'choosing' } })
    expect(asked.choices).toEqual([`procedure:${birth.id}`, 'procedure:b', 'person'])
    const shown = told(procedureDialogue.hear(asked.next!, choice(`procedure:${birth.id}`), who))
    expect(shown.done[0]).toEqual({ name: 'show_procedure', input: { id: birth.id } })
  })

  it('may be chosen in other words, which are read together with the first', () => {
    const asked = told(procedureDialogue.begin(meant('procedure_info', 'khai sinh'), who), { find_procedures: several })
    expect(told(procedureDialogue.hear(asked.next!, unsure('cái bị quá hạn ấy'), who)).done[0]?.input).toEqual({
      words: 'khai sinh cái bị quá hạn ấy',
    })
  })

  it('is not meant by who turns to another matter while asked which', () => {
    const asked: State = { dialogue: 'procedure', step: 'choosing', words: 'khai sinh', ids: ['1', '2'] }
    const report = {
      decision: 'ask' as const,
      confidence: 0.97,
      top: [{ intent: 'report_problem' as const, confidence: 0.97 }],
    }
    const other = words('report_problem', 'tôi muốn phản ánh nhà hàng xóm hát karaoke suốt đêm', report)
    expect(procedureDialogue.hear(asked, other, who)).toBeNull()
    expect(
      procedureDialogue.hear(asked, words('birth_greeting', 'cháu mới sinh hôm qua', { decision: 'ask' }), who)
    ).not.toBeNull()
  })

  it('is not asked twice alike: who says more without choosing gets the likeliest, the other beside it', () => {
    const asked = told(procedureDialogue.begin(meant('procedure_info', 'khai sinh'), who), { find_procedures: several })
    const answered = told(procedureDialogue.hear(asked.next!, unsure('ừ thế nộp ở đâu hả cháu'), who), {
      find_procedures: several,
    })
    expect(answered.done.at(-1)).toEqual({ name: 'show_procedure', input: { id: birth.id } })
    expect(Object.values(answered.say[0]?.with ?? {})).toContain('procedure.where')
    expect(answered.choices).toEqual(['procedure:b', 'person'])
    expect(answered.next).toMatchObject({ step: 'shown', id: birth.id })
  })

  it('that is not found is asked once more in other words, then goes to a person', () => {
    const none = { find_procedures: { kind: 'none' } }
    const first = told(procedureDialogue.begin(meant('procedure_info', 'giấy gì đó'), who), none)
    expect(first).toMatchObject({ keys: ['procedure.not_found'], choices: ['person'], next: { step: 'asking_again' } })
    const second = told(procedureDialogue.hear(first.next!, unsure('giấy ấy đấy'), who), none)
    expect(second.keys[0]).toBe('procedure.to_person')
    expect(second.done.at(-1)?.input).toEqual({ why: 'topic:procedure_info' })
  })

  it.each(['cần giấy tờ gì', 'thế cần những giấy tờ gì hả cháu', 'phí bao nhiêu vậy ạ', 'can gi vay e'])(
    'is asked for where "%s" names none',
    (text) => {
      const asked = told(procedureDialogue.begin(meant('procedure_info', text), who), {
        find_procedures: { kind: 'none' },
      })
      expect(asked).toMatchObject({ keys: ['procedure.ask_what'], next: { step: 'asking_what' } })
    }
  )

  it('is asked for when only the button was pressed', () => {
    expect(told(procedureDialogue.begin(meant('procedure_info', ''), who)).keys).toEqual(['procedure.ask_what'])
  })

  it('that was shown stays the subject of a short question', () => {
    const shown = told(procedureDialogue.begin(meant('procedure_info', 'khai sinh'), who))
    const fee = told(procedureDialogue.hear(shown.next!, words('office_info', 'thế mất phí không'), who), {
      find_procedures: { kind: 'none' },
    })
    expect(fee.done.at(-1)).toEqual({ name: 'show_procedure', input: { id: birth.id } })
    expect(Object.values(fee.say[0]?.with ?? {})).toContain('procedure.fee')
    const marriage = { kind: 'one', procedure: { ...birth, id: 'other', name: 'Đăng ký kết hôn' } }
    const other = told(
      procedureDialogue.hear(shown.next!, words('procedure_info', 'còn kết hôn thì cần giấy gì'), who),
      { find_procedures: marriage }
    )
    expect(other.next).toMatchObject({ id: 'other' })
    const stays = [
      { id: 't1', name: 'Đăng ký tạm trú' },
      { id: 't2', name: 'Gia hạn tạm trú' },
    ]
    const online = words('procedure_info', 'tạm trú online được không')
    const which = told(procedureDialogue.hear(shown.next!, online, who), {
      find_procedures: { kind: 'several', procedures: stays },
    })
    expect(which).toMatchObject({ keys: ['procedure.which'], choices: ['procedure:t1', 'procedure:t2', 'person'] })
    const person = words('human', 'gặp ai ở đâu', { decision: 'human' })
    expect(procedureDialogue.hear(shown.next!, person, who)).toBeNull()
    expect(procedureDialogue.hear(shown.next!, words('dossier_status', 'hồ sơ của tôi bao giờ xong'), who)).toBeNull()
    expect(procedureDialogue.hear(shown.next!, words('thanks_bye', 'cảm ơn'), who)).toBeNull()
  })

  it('in English is searched by its Vietnamese name', () => {
    const english = { ...who, language: 'en' as const }
    const search = (text: string) =>
      told(procedureDialogue.begin(meant('procedure_info', text), english)).done[0]?.input
    expect(search('I want to register my newborn, what papers do I need?')).toEqual({ words: 'đăng ký khai sinh' })
    expect(search('how to extend my temporary residence')).toEqual({ words: 'gia hạn tạm trú' })
    expect(search('chứng thực')).toEqual({ words: 'chứng thực' })
  })

  it('that has gone meanwhile is said to have changed', () => {
    const gone = told(procedureDialogue.hear({ dialogue: 'procedure', step: 'idle' }, choice('procedure:x'), who), {
      show_procedure: null,
    })
    expect(gone.keys).toEqual(['procedure.gone'])
  })
})
