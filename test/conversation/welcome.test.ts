import { describe, expect, it } from 'vitest'
import {
  buttonsFor,
  introduction,
  offerNeighbourhoods,
  welcomeDialogue,
} from '../../src/conversation/dialogues/welcome.ts'
import { loadTranslate } from '../../src/platform/i18n.ts'
import { answerTo } from '../../src/understanding/answer.ts'
import { choice, meant, play, somebody, words } from '../support/play-dialogue.ts'

const twelve = Array.from({ length: 12 }, (_, i) => ({ code: String(i + 1), name: `Tổ dân phố ${i + 1}` }))
const named = ['Nam Tiến', 'Bắc Sơn', 'Cẩm Trung', 'Đông Hải', 'Tây Khê', 'Minh Khai'].map((name) => ({
  code: name,
  name: `Khu ${name}`,
}))
const asked = (list = twelve) => play(offerNeighbourhoods(), { list_neighbourhoods: { neighbourhoods: list } })

describe('first contact', () => {
  it('says who speaks, what is kept and how to stop, in two bubbles to whoever just arrived', () => {
    expect(introduction(somebody(), 'arrives').map((saying) => saying.say)).toEqual(['welcome.who', 'welcome.kept'])
  })

  it('takes one bubble before the answer to a question', () => {
    expect(introduction(somebody(), 'asks')).toEqual([{ say: 'welcome.short', with: { ward: 'phường Cẩm Bình' } }])
  })

  it('asks nothing in a ward without neighbourhoods', () => {
    expect(asked([])).toMatchObject({ next: null, say: [] })
  })

  it('offers at most five buttons and asks for the number where there are more', () => {
    const { say, next } = asked()
    expect(say[0]).toMatchObject({ say: 'welcome.ask_neighbourhood_by_number', with: { example: 'tổ 12' } })
    expect(say[0]?.choices).toHaveLength(5)
    expect(next).toMatchObject({ dialogue: 'welcome', step: 'asking_neighbourhood' })
  })

  it.each([
    ['twelve numbers', twelve],
    ['three numbers', twelve.slice(0, 3)],
    ['four numbers', twelve.slice(0, 4)],
    ['five numbers', twelve.slice(0, 5)],
    ['numbers with gaps', [twelve[2]!, twelve[0]!, twelve[6]!]],
    ['names', named],
  ])('never lets a number mean one place in the list and another by its name: %s', (_case, list) => {
    const codes = new Set(list.map((one) => one.code))
    buttonsFor(list).forEach((button, i) => {
      if (codes.has(String(i + 1))) expect(button.id).toBe(`welcome:n:${i + 1}`)
    })
  })

  it('offers "later" beside few or named neighbourhoods', () => {
    expect(buttonsFor(twelve.slice(0, 3)).at(-1)?.id).toBe('welcome:later')
    expect(buttonsFor(named)).toHaveLength(5)
    expect(buttonsFor(named).at(-1)?.id).toBe('welcome:later')
  })
})

describe('the answer to "which neighbourhood?"', () => {
  const state = asked().next!
  const hear = (text: string) => welcomeDialogue.hear(state, words(text), somebody())
  const chosen = { kind: 'chosen', code: '12', name: 'Tổ dân phố 12' } as const

  it.each([
    'to 12',
    'Tổ 12',
    '12',
    'tổ mười hai',
    'dạ em ở tổ 12 ạ',
    'TDP 12',
    'tổ dân phố số 12 nhé',
    'nhà ông ở tổ 12',
  ])('is understood as tổ 12: %s', (text) => {
    const { deeds, say } = play(hear(text), { choose_neighbourhood: chosen })
    expect(deeds).toEqual([{ name: 'choose_neighbourhood', input: { code: '12' } }])
    expect(say).toEqual([{ say: 'welcome.chosen', with: { name: 'tổ dân phố 12' } }])
  })

  it.each([
    ['to 1', '1'],
    ['tổ một', '1'],
    ['hai', '2'],
    ['to ba', '3'],
    ['mười', '10'],
  ])('%s is tổ %s', (text, code) => {
    const { deeds } = play(hear(text), { choose_neighbourhood: { kind: 'chosen', code, name: `Tổ dân phố ${code}` } })
    expect(deeds[0]?.input).toEqual({ code })
  })

  it.each(['để sau', 'thôi ạ', 'Để sau nhé', 'later'])('may wait: %s', (text) => {
    expect(play(hear(text)).keys).toEqual(['welcome.later'])
  })

  it('that names no neighbourhood of the ward is asked again with the list', () => {
    const { keys, next } = play(hear('tổ 40'))
    expect(keys).toEqual(['welcome.no_such_neighbourhood'])
    expect(next?.step).toBe('asking_neighbourhood')
  })

  it.each(['đèn đường tổ 7 hỏng rồi', 'hồ sơ của tôi đến đâu rồi', 'lịch họp tổ 12 thế nào ạ', 'tôi cần gặp cán bộ'])(
    'is not seen where something else is meant: %s',
    (text) => {
      expect(hear(text)).toBeNull()
    }
  )

  it('is never mixed up with the buttons: tổ 12 is not tổ 1 or tổ 2', async () => {
    const translate = await loadTranslate()
    const choices = buttonsFor(twelve).map(({ id, label, with: values }) => ({ id, label: translate(label, values) }))
    for (const text of ['to 12', 'tổ 12', '12', 'tổ 10', 'tổ 6', 'tổ mười hai', 'tổ 11'])
      expect(answerTo({ choices }, text)).toBeNull()
    expect(answerTo({ choices }, 'to 5')).toEqual({ choiceId: 'welcome:n:5' })
    expect(answerTo({ choices }, '2')).toEqual({ choiceId: 'welcome:n:2' })
  })

  it('can be a button', () => {
    expect(
      play(welcomeDialogue.hear(state, choice('welcome:n:12'), somebody()), { choose_neighbourhood: chosen }).keys
    ).toEqual(['welcome.chosen'])
    expect(play(welcomeDialogue.hear(state, choice('welcome:later'), somebody())).keys).toEqual(['welcome.later'])
    expect(welcomeDialogue.hear(state, choice('dossier:notify'), somebody())).toBeNull()
  })

  it('can be changed later', () => {
    const step = welcomeDialogue.hear({ dialogue: 'welcome', step: 'idle' }, choice('welcome:change'), somebody())
    expect(play(step, { list_neighbourhoods: { neighbourhoods: twelve } }).next?.step).toBe('asking_neighbourhood')
  })

  it('in Vietnamese letters of either form is the same', () => {
    expect(play(hear('tổ mười hai'.normalize('NFD')), { choose_neighbourhood: chosen }).deeds).toHaveLength(1)
  })
})

describe('beginning anew', () => {
  it('introduces the ward and asks', () => {
    const played = play(welcomeDialogue.begin(meant('bắt đầu'), somebody()), {
      list_neighbourhoods: { neighbourhoods: twelve },
    })
    expect(played.keys).toEqual(['welcome.who', 'welcome.kept', 'welcome.ask_neighbourhood_by_number'])
  })
})
