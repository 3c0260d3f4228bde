import type { NoticeLanguage, RecipientBlank } from './notice-words.ts'

/** What is known of a chat that fills the blanks of a notice. */
export type RecipientKnown = { household: string | null; neighbourhood: string | null; gender: string | null }

/** Of each chat in $2, in the ward $1: whose household, which neighbourhood, how to be addressed. */
export const recipientBlanksQuery = `
  select v.id, c.gender, coalesce(p.name, q.name) as neighbourhood,
    (select coalesce(x.full_name, c.full_name) from (select) one left join citizen x on x.ward_id = $1::uuid and x.household_id = c.household_id and x.head_of_household limit 1) as household
  from conversation v
  left join lateral (select citizen_id from chat_link l where l.conversation_id = v.id and l.ended_at is null and l.citizen_id is not null limit 1) l on true
  left join citizen c on c.ward_id = $1::uuid and c.id = l.citizen_id
  left join household h on h.ward_id = $1::uuid and h.id = c.household_id
  left join neighbourhood p on p.ward_id = $1::uuid and p.id = coalesce(c.neighbourhood_id, h.neighbourhood_id)
  left join neighbourhood q on q.ward_id = $1::uuid and q.id = v.neighbourhood_id
  where v.ward_id = $1::uuid and v.id = any($2::uuid[])`

const salutations: Readonly<Record<string, string>> = { male: 'ông', female: 'bà' }

/** The values of the blanks; what is not known is said in general. */
export const blanksOf = (
  known: RecipientKnown | undefined,
  language: NoticeLanguage
): Partial<Record<RecipientBlank, string | null>> => ({
  household: known?.household ?? null,
  neighbourhood: known?.neighbourhood ?? null,
  salutation: language === 'vi' ? (salutations[known?.gender ?? ''] ?? null) : null,
})
