import { describe, expect, it } from 'vitest'
import { lettersDialogue } from '../../src/conversation/dialogues/letters.ts'
import { choice, meant, told, unsure, who, words } from './talking.ts'

const asking = (kind: 'birth' | 'marriage') => ({ dialogue: 'letters' as const, step: 'asking', kind, told: '' })
const heardBirth = { wish_for_letter: { kind: 'recorded' } } as const
const unknown = { wish_for_letter: { kind: 'official_looks' } } as const
const papers = { birth: 'procedure:ask:đăng ký khai sinh', marriage: 'procedure:ask:đăng ký kết hôn' }

describe('the question of a letter', () => {
  it.each(['birth', 'marriage'] as const)(
    'is asked with joy, for this purpose alone, and can be put off (%s)',
    (kind) => {
      const answer = told(lettersDialogue.begin(meant(`${kind}_greeting`, 'xin thư chúc mừng'), who))
      expect(answer.keys).toEqual([`letter_chat.ask_${kind}`])
      expect(answer.choices).toEqual([`letters:${kind}:chat`, `letters:${kind}:paper`, `letters:${kind}:no`])
    }
  )

  it.each(['để sau', 'từ từ đã', 'lúc khác nhé em', 'de sau di', 'chưa biết nữa', 'để hỏi chồng em đã'])(
    '“%s” is no no: nothing is sent until they say so, and it can be asked for later',
    (text) => {
      for (const heard of [unsure(text), words('deny', text)]) {
        const answer = told(lettersDialogue.hear(asking('birth'), heard, who))
        expect(answer.keys).toEqual(['letter_chat.later', 'letter_chat.papers_birth'])
        expect(answer.done).toEqual([])
        expect(answer.choices).toEqual(['letters:birth', papers.birth])
      }
    }
  )

  it.each(['birth', 'marriage'] as const)('answered with yes, offers the papers apart and soberly (%s)', (kind) => {
    const answer = told(lettersDialogue.hear(asking(kind), choice(`letters:${kind}:chat`), who), heardBirth)
    expect(answer.keys).toEqual([`letter_chat.recorded_${kind}`, `letter_chat.papers_${kind}`])
    expect(answer.choices).toEqual([papers[kind]])
  })

  it.each(['birth', 'marriage'] as const)('answered with no, offers the papers all the same (%s)', (kind) => {
    for (const heard of [choice(`letters:${kind}:no`), words('deny', 'không cần đâu')]) {
      const answer = told(lettersDialogue.hear(asking(kind), heard, who))
      expect(answer.keys).toEqual(['letter_chat.no', `letter_chat.papers_${kind}`])
      expect(answer.choices).toEqual([papers[kind]])
    }
  })

  it('of a family not known yet asks for names first, and offers the papers with the thanks for them', () => {
    const asked = told(lettersDialogue.hear(asking('birth'), choice('letters:birth:paper'), who), unknown)
    expect(asked.keys).toEqual(['letter_chat.ask_names_birth'])
    const named = told(
      lettersDialogue.hear({ dialogue: 'letters', step: 'asking_names', kind: 'birth' }, unsure('Trần Minh Khôi'), who)
    )
    expect(named.keys).toEqual(['letter_chat.names_kept', 'letter_chat.papers_birth'])
  })

  it('where a loss sounds through, offers nothing and asks nothing', () => {
    const answer = told(lettersDialogue.hear(asking('birth'), unsure('cháu mất rồi ạ'), who))
    expect(answer.keys.join(' ')).not.toMatch(/papers|ask_/)
    expect(answer.choices).toEqual([])
  })
})
