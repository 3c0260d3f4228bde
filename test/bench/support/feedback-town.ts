import pg from 'pg'
import type { WardSeal } from '../../../src/ward/work.ts'
import { termHash } from '../../../src/ward/feedback/keep-search-terms.ts'
import { searchTerms } from '../../../src/ward/feedback/report-words.ts'

const things = [
  'rác chất đống',
  'nắp cống bị bể',
  'đèn đường tắt',
  'ổ gà sâu',
  'cây sắp gãy',
  'karaoke ồn ào',
  'chó thả rông',
  'lấn chiếm vỉa hè',
  'ngập nước',
  'mất nước sạch',
]
const tails = [
  'ba hôm nay không ai dọn',
  'xin phường xử lý gấp',
  'đi lại rất khó khăn',
  'trẻ em dễ té',
  'đã báo tổ trưởng rồi',
  'nhờ phường kiểm tra giúp',
]
export const streets = [
  'Lê Lợi',
  'Trần Phú',
  'Thạch Hãn',
  'Nguyễn Huệ',
  'Hùng Vương',
  'Bà Triệu',
  'Phan Đình Phùng',
  'Điện Biên Phủ',
]
export const units = ['Kinh tế, Hạ tầng và Đô thị', 'Văn hóa - Xã hội', 'Công an phường', 'Trung tâm phục vụ']
/** A third of all stand open: far more than a ward lets lie. */
const statuses = [
  'awaiting_intake', 'received', 'assigned', 'in_progress', 'forwarded', 'answered', 'completed',
  'completed', 'completed', 'completed', 'completed', 'completed', 'not_accepted', 'withdrawn',
] // prettier-ignore
const alleys = 97

export type Town = { wardId: string; seal: WardSeal; officials: readonly string[]; until: Date }

const at = <T>(list: readonly T[], n: number): T => list[n % list.length]!
const textOf = (n: number): string =>
  `${at(things, n * 7)} ở kiệt ${n % alleys} đường ${at(streets, n)}, ${at(tails, n * 13)}`

/** `howMany` reports of two years with answers, forwardings, marks and search words, written a set at a time by the owner. */
export async function fillFeedbackTown(url: string, town: Town, howMany: number): Promise<void> {
  const owner = new pg.Client({ connectionString: url })
  await owner.connect()
  try {
    await owner.query(`select set_config('app.ward_id', $1, false)`, [town.wardId])
    await owner.query(`set synchronous_commit = off`)
    for (let from = 0; from < howMany; from += 20_000)
      await fillReports(owner, town, from, Math.min(howMany, from + 20_000), howMany)
    await fillRelated(owner, town)
    await fillWords(owner, town)
    // what autovacuum does within a minute of such a load
    await owner.query('vacuum analyze')
  } finally {
    await owner.end()
  }
}

async function fillReports(owner: pg.Client, town: Town, from: number, to: number, of: number): Promise<void> {
  const texts = Array.from({ length: to - from }, (_, i) => Buffer.from(town.seal.text(textOf(from + i))))
  await owner.query(
    `insert into feedback (id, ward_id, code, status, intake, text, spot, place_id, neighbourhood_id, unit, assignee_id, submitted_at,
       intake_due_at, accepted_at, due_at, first_due_at, answered_at, completed_at, entered_at, created_at)
     select uuidv7(), $1, 'PA-' || to_char(told, 'YYMM') || '-' || lpad(n::text, 6, '0'), status, case n % 3 when 0 then 'zalo' when 1 then 'web' else 'telephone' end,
       text, $2, p.ids[n % cardinality(p.ids) + 1], h.ids[n % cardinality(h.ids) + 1],
       case when status <> 'awaiting_intake' then ($8::text[])[n % 4 + 1] end, case when n % 3 = 0 and status <> 'awaiting_intake' then ($9::uuid[])[n % cardinality($9::uuid[]) + 1] end,
       told, told + '1 day', told + '4 hours', told + '10 days', told + '10 days',
       case when status in ('answered', 'completed') then told + '6 days' end, case when status = 'completed' then told + '8 days' end, told, told
     from (select $3::int + nr::int - 1 as n, text, $5::timestamptz - make_interval(secs => ($4::int - ($3::int + nr - 1)) * 63072000.0 / $4::int) as told, ($7::text[])[(($3::int + nr - 1) * 31) % 14 + 1] as status
           from unnest($6::bytea[]) with ordinality as given(text, nr)) as one,
       lateral (select array_agg(id order by id) as ids from place) as p,
       lateral (select array_agg(id order by id) as ids from neighbourhood) as h`,
    [town.wardId, Buffer.from(town.seal.json({})), from, of, town.until, texts, statuses, units, town.officials]
  )
}

async function fillRelated(owner: pg.Client, town: Town): Promise<void> {
  const words = Buffer.from(town.seal.text('Đã xử lý xong, xem ảnh kèm theo.'))
  await owner.query(
    `insert into feedback_answer (id, ward_id, feedback_id, outcome, text, status, proposed_at)
     select uuidv7(), ward_id, id, 'resolved', $1, 'approved', answered_at from feedback where answered_at is not null`,
    [words]
  )
  await owner.query(
    `insert into feedback_forwarding (id, ward_id, feedback_id, agency, date, number, next_nudge_at)
     select uuidv7(), ward_id, id, 'Công ty Điện lực', submitted_at::date, '15/UBND', submitted_at + '8 days' from feedback where status = 'forwarded'`
  )
  await owner.query(
    `insert into feedback_rating (id, ward_id, feedback_id, conversation_id, round, score, at)
     select uuidv7(), ward_id, id, uuidv7(), 1, 1 + (extract(epoch from submitted_at)::bigint % 5), completed_at from feedback where status = 'completed'`
  )
}

/** The words of a report are those of its parts: hashed once each, joined to all reports that have them. */
async function fillWords(owner: pg.Client, { seal, wardId }: Town): Promise<void> {
  const parts = [
    ...things.map((text, k) => ({ part: 'thing', k, text })),
    ...Array.from({ length: alleys }, (_, k) => ({ part: 'alley', k, text: `kiệt ${k}` })),
    ...streets.map((text, k) => ({ part: 'street', k, text: `đường ${text}` })),
    ...tails.map((text, k) => ({ part: 'tail', k, text })),
  ].flatMap(({ part, k, text }) => searchTerms(text).map((term) => ({ part, k, token: termHash({ seal }, term) })))
  await owner.query(
    `insert into search_token (ward_id, noun, token, row_id)
     select distinct $1::uuid, 'feedback', w.token, one.id
     from (select id, substring(code from 9)::int as n from feedback where code is not null) as one
     join (select * from unnest($2::text[], $3::int[], $4::text[]) as t(part, k, token)) as w
       on w.k = case w.part when 'thing' then (one.n * 7) % ${things.length} when 'alley' then one.n % ${alleys} when 'street' then one.n % ${streets.length} else (one.n * 13) % ${tails.length} end
     order by 3, 4`,
    [wardId, parts.map(({ part }) => part), parts.map(({ k }) => k), parts.map(({ token }) => token)]
  )
}
