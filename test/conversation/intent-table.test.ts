import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { dialogues } from '../../src/conversation/dialogues.ts'
import { intentTable } from '../../src/conversation/intent-table.ts'
import { route } from '../../src/conversation/route.ts'
import { intents } from '../../src/understanding/meaning.ts'
import { choice, facts, meant, now, told, who } from './talking.ts'

const outcomes = {
  look_up_dossier: { kind: 'unknown' },
  list_followed_dossiers: { kind: 'none', dossiers: [] },
  describe_my_data: {},
  find_ward_facts: facts,
  draft_report: {
    title: 'việc này',
    kind: 'problem',
    visibility: 'private',
    place: null,
    candidates: [],
    photos: 0,
    missing: null,
    duplicates: [],
  },
  drop_report: { kind: 'dropped' },
  send_report: { kind: 'nothing_to_send' },
  list_my_reports: { reports: [] },
  list_open_surveys: { surveys: [] },
  rate_service: { kind: 'rated', ratingId: '0' },
  explain_service: { kind: 'kept' },
  list_open_receptions: {
    sessions: [{ receptionId: '0', startsAt: now, endsAt: now, place: 'Trụ sở', host: 'Chủ tịch' }],
    bookings: [],
  },
  book_reception: { kind: 'session_full' },
}

const keys = new Set(
  readdirSync('locales/vi')
    .filter((file) => file.endsWith('.json'))
    .flatMap((file) =>
      keysOf(JSON.parse(readFileSync(path.join('locales/vi', file), 'utf8')), path.basename(file, '.json'))
    )
)

function keysOf(tree: unknown, key: string): string[] {
  return typeof tree === 'string'
    ? [key]
    : Object.entries(tree as object).flatMap(([name, branch]) => keysOf(branch, `${key}.${name}`))
}

/** The dialogues of this room's author; the others have tests of their own that know their deeds' outcomes. */
const others = new Set(['dossier', 'my_data', 'identity', 'notices', 'welcome'])
const own = intents.filter((intent) => !others.has(intentTable[intent].dialogue))

const sentence: Partial<Record<(typeof intents)[number], string>> = {
  complaint_denunciation: 'ông tổ trưởng ăn chặn tiền hỗ trợ lũ',
  condolence: 'bố tôi mất sáng nay rồi',
  emergency: 'cháy nhà rồi',
}

describe('the table of intents', () => {
  it('has a dialogue for every intent', () => {
    expect(Object.keys(intentTable).sort()).toEqual([...intents].sort())
    for (const intent of intents) expect(dialogues[intentTable[intent].dialogue]).toBeDefined()
  })

  it.each(own)('answers "%s", in words and by button, in words we have, with a way on', (intent) => {
    const dialogue = dialogues[intentTable[intent].dialogue]
    for (const text of [sentence[intent] ?? 'cho tôi hỏi việc trước nhà văn hóa tổ 7 hôm nay', '']) {
      const answer = told(dialogue.begin(meant(intent, text), who), outcomes)
      expect(answer.say.length).toBeGreaterThan(0)
      const choices = answer.say.flatMap((saying) => saying.choices ?? [])
      for (const key of [
        ...answer.keys.filter((key) => !key.startsWith('dossier.')),
        ...choices.map(({ label }) => label),
      ])
        expect(keys).toContain(key)
      for (const { id } of choices) expect(Buffer.byteLength(id)).toBeLessThanOrEqual(64)
    }
  })

  it.each(own)('offers after "%s" no button that leads nowhere, now or after the question has expired', (intent) => {
    const answer = told(
      dialogues[intentTable[intent].dialogue].begin(meant(intent, sentence[intent] ?? 'tôi hỏi về việc này'), who),
      outcomes
    )
    for (const id of answer.choices) {
      for (const state of [answer.next, null]) {
        const { step } = route(
          choice(id),
          { place: { state, choices: [] }, who, misses: 0, handedOver: false },
          () => null
        )
        const after = 'ask' in step ? told(step, { ...outcomes, look_up_dossier: undefined }) : told(step)
        expect(after.say.length, `${id} from ${state?.step ?? 'nowhere'}`).toBeGreaterThan(0)
        expect(after.keys).not.toContain('conversation.choice_expired')
      }
    }
  })

  it('writes nothing for wishes it only answers', () => {
    const writing = new Set(['open_hand_over', 'stop_notices', 'open_data_request', 'end_link', 'choose_neighbourhood'])
    for (const intent of own.filter((intent) => intentTable[intent].policy === 'act' && intent !== 'other_agency')) {
      const { done } = told(dialogues[intentTable[intent].dialogue].begin(meant(intent, 'tôi hỏi'), who), outcomes)
      expect(done.filter(({ name }) => writing.has(name)).map(({ name }) => `${intent}: ${name}`)).toEqual([])
    }
  })
})
