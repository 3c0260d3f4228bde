import { it } from 'vitest'
import { newId } from '../../src/platform/ids.ts'
import { loadTranslate } from '../../src/platform/i18n.ts'
import { wordsOf } from '../../src/delivery/words.ts'
import { route, type Situation } from '../../src/conversation/route.ts'
import { doDeed } from '../../src/conversation/deeds.ts'
import type { Heard, Step, Who } from '../../src/conversation/dialogue.ts'
import { loadModel } from '../../src/understanding/load-model.ts'
import { understand } from '../../src/understanding/understand.ts'
import { answerTo } from '../../src/understanding/answer.ts'
import { procedureFrom } from '../../src/ward/procedure/procedure.ts'
import { recordProcedures } from '../../src/ward/procedure/record-procedures.ts'
import { makeTalk } from '../support/make-talk.ts'
import { readReference } from '../support/read-reference.ts'
import { freshDatabase, makeTestWard } from '../support/test-ward.ts'
import { readFileSync, writeFileSync } from 'node:fs'

it('plays', async () => {
  const at = await freshDatabase()
  const ward = await makeTestWard(at)
  const t = await loadTranslate()
  const loaded = await loadModel({} as never) as never
  const model = ((loaded as { model?: unknown }).model ?? loaded) as never
  await ward.run(async (work) => {
    await recordProcedures(work, readReference<Record<string, string | null>>('procedures.csv').map(procedureFrom) as never)
    await work.db.agency.createMany({ data: readReference<Record<string, string | null>>('agencies.csv').map((r) => ({ code: r.code!, name: r.name!, topics: r.topics!.split('|'), phone: r.phone, address: r.address, hours: r.hours, source: r.source!, confidence: r.confidence! })) as never })
    await work.db.calendarDay.createMany({ data: readReference<Record<string, string>>('calendar-days.csv').map((d) => ({ date: new Date(d.date!), kind: d.kind!, name: d.name!, source: d.source!, confidence: d.confidence! })) })
    await work.db.wardFact.createMany({ data: [
      { topic: 'office_address', label: 'Trụ sở', value: 'số 12 phố Mẫu, phường Cẩm Bình' },
      { topic: 'office_hours', label: 'Thứ Hai - thứ Sáu', value: '07:30-11:30, 13:30-17:00' },
      { topic: 'hotline', label: 'Đường dây nóng', value: 'Văn phòng', phone: '0203 000 0000' },
      { topic: 'role:chairman', label: 'Chủ tịch UBND phường', value: 'ông Trần Mẫu' },
    ] })
    await work.db.neighbourhood.create({ data: { code: '7', name: 'Tổ dân phố 7' } })
  })
  const out: string[] = []
  for (const block of readFileSync('/tmp/play.txt', 'utf8').trim().split(/\n\s*\n/)) {
    const talk = await makeTalk(ward)
    let situation: Situation = { place: { state: null, choices: [] }, who: { language: 'vi', now: ward.clock.now(), channel: 'web', wardName: 'phường Cẩm Bình', neighbourhoodKnown: true, citizenLinked: false, officialLinked: false } as Who, misses: 0, handedOver: false }
    for (const line of block.split('\n')) {
      const m = understand(line, { now: ward.clock.now(), model })
      out.push(`R: ${line}   {${m.intent} ${m.confidence} ${m.decision}${m.emergency ? ' !' + m.emergency : ''}${m.parts ? ' parts ' + m.parts.map((p) => p.intent).join('+') : ''}}`)
      if (line.split(' ').length >= 3) situation.who.language = m.language
      const heard: Heard = { kind: 'words', meaning: m }
      const routed = route(heard, situation, (text) => answerTo({ choices: situation.place.choices.map((c) => ({ id: c.id, label: t(c.label, c.with, situation.who.language) })) }, text))
      const done = await ward.run(async (work) => {
        let step: Step = routed.step
        while ('ask' in step) step = step.then((await doDeed(work, { ...talk, inboundId: newId() }, step.ask)) as never)
        return step
      })
      for (const s of done.say) {
        const w = wordsOf(s, situation.who.language, t)
        out.push(`W: ${w.text}${w.choices ? '  ' + w.choices.map((c) => `[${c.label}]`).join(' ') : ''}`)
      }
      const choices = done.say.findLast((s) => s.choices !== undefined)?.choices ?? []
      const place = routed.keepPlace && done.next === null ? { state: situation.place.state, choices: choices.length > 0 ? choices : situation.place.choices } : { state: done.next, choices }
      const open = await ward.run((work) => work.db.handOver.count({ where: { conversationId: talk.conversationId, status: { in: ['open', 'taken'] } } }))
      situation = { ...situation, place, misses: routed.misses, handedOver: open > 0 }
    }
    out.push('')
  }
  writeFileSync('/tmp/play.out', out.join('\n'))
  await at.drop()
}, 400000)
