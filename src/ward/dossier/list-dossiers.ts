import { isId } from '../../platform/ids.ts'
import { strip } from '../../platform/vietnamese/strip.ts'
import type { Prisma } from '../../generated/prisma/client.ts'
import type { Work } from '../work.ts'
import { parseDossierCode } from './dossier-code.ts'
import { syllablesOf } from './dossier-tokens.ts'
import type { DossierStatus } from './dossier.ts'

export type DossierFilter = {
  /** Name, code or a part of it, procedure; with or without diacritics. */
  search?: string
  status?: DossierStatus
  /** Running, and its appointment has passed. */
  late?: boolean
  /** What `next` of the page before said. */
  cursor?: string
}

export type DossierLine = {
  id: string
  code: string
  procedureName: string
  applicantName: string
  status: DossierStatus
  unit: string | null
  receivedAt: Date | null
  appointmentAt: Date | null
  /** The appointment has passed and the ward's clock runs. */
  isLate: boolean
}

export type DossierPage = { dossiers: DossierLine[]; total: number; next: string | null }

const pageSize = 50
const running: DossierStatus[] = ['received', 'in_progress']

/** Dossiers for officials' screens, newest first, a page at a time. */
export async function listDossiers(
  work: Work,
  { search = '', status, late, cursor }: DossierFilter
): Promise<DossierPage> {
  const found = search.trim() === '' ? null : await searchDossiers(work, search)
  const where: Prisma.DossierWhereInput = {
    ...(found === null ? {} : { id: { in: found } }),
    ...(status === undefined ? {} : { status }),
    ...(late
      ? {
          status: { in: status === undefined ? running : running.filter((one) => one === status) },
          appointmentAt: { lt: work.now },
        }
      : {}),
  }
  const after = readCursor(cursor)
  const rows = await work.db.dossier.findMany({
    where:
      after === null
        ? where
        : { AND: [where, { OR: [{ occurredAt: { lt: after.at } }, { occurredAt: after.at, id: { lt: after.id } }] }] },
    orderBy: [{ occurredAt: 'desc' }, { id: 'desc' }],
    take: pageSize + 1,
  })
  const page = rows.slice(0, pageSize)
  const last = rows.length > pageSize ? page.at(-1) : undefined
  return {
    dossiers: page.map((row) => lineOf(row, work.now)),
    total: await work.db.dossier.count({ where }),
    next: last === undefined ? null : `${last.occurredAt.getTime()}.${last.id}`,
  }
}

type Row = NonNullable<Awaited<ReturnType<Work['db']['dossier']['findFirst']>>>

function lineOf(
  { id, code, procedureName, applicantName, status, unit, receivedAt, appointmentAt }: Row,
  now: Date
): DossierLine {
  const isLate = running.includes(status as DossierStatus) && appointmentAt !== null && appointmentAt < now
  return {
    id,
    code,
    procedureName,
    applicantName,
    status: status as DossierStatus,
    unit,
    receivedAt,
    appointmentAt,
    isLate,
  }
}

/** A cursor somebody has tampered with begins anew. */
function readCursor(cursor: string | undefined): { at: Date; id: string } | null {
  const [ms = '', id = ''] = (cursor ?? '').split('.')
  return /^\d{1,15}$/.test(ms) && isId(id) ? { at: new Date(Number(ms)), id } : null
}

/** More hits than this are no answer: the words must be narrower. */
const mostHits = 5_000

/** Every word must stand in the applicant's name, the code or the procedure; a whole code finds its dossier. */
async function searchDossiers(work: Work, search: string): Promise<string[]> {
  const code = parseDossierCode(search)?.code.toLowerCase()
  const words = code === undefined ? wordsOf(search) : [code]
  if (words.length === 0) return []
  const rows = await work.db.$queryRaw<{ id: string }[]>`
    with wanted as (select distinct word from unnest(${words}::text[]) as word),
    procedures as (
      select w.word, 'procedure:' || t.row_id as token from wanted w join search_token t on t.noun = 'dossier_procedure' and t.token = w.word),
    hits as (
      select w.word, t.row_id from wanted w join search_token t on t.noun = 'dossier' and t.token = w.word
      union
      select p.word, t.row_id from procedures p join search_token t on t.noun = 'dossier' and t.token = p.token)
    select row_id as id from hits group by row_id having count(*) = (select count(*) from wanted) order by row_id desc limit ${mostHits}`
  return rows.map(({ id }) => id)
}

/** "261120-0034" is the end of a code and stays whole; everything else is syllables. */
function wordsOf(search: string): string[] {
  const parts = strip(search).split(/\s+/)
  return [...new Set(parts.flatMap((part) => (/^\d{6}-\d{4,7}$/.test(part) ? [part] : syllablesOf(part))))].slice(0, 12)
}
