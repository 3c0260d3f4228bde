import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parse } from 'yaml'
import { fingerprint } from '../../platform/fingerprint.ts'
import { newId } from '../../platform/ids.ts'
import { ok, refuse, type Result } from '../../platform/result.ts'
import type { Work } from '../work.ts'
import type { NoticeText } from './notice.ts'
import { isTemplateName, type TemplateName } from './notice-occasion.ts'
import type { NoticeTemplate, ZaloForm } from './notice-words.ts'

type ReferenceTemplate = Omit<NoticeTemplate, 'zalo'> & { source: string }

/** The templates every ward begins with. */
export function readNoticeTemplates(folder = path.resolve('prisma/reference')): ReferenceTemplate[] {
  const text = readFileSync(path.join(folder, 'notice-templates.yaml'), 'utf8')
  return (parse(text) as ReferenceTemplate[]).filter(({ kind }) => isTemplateName(kind))
}

/** Adds the versions the ward does not have yet; its own and approved ones stay. */
export async function loadNoticeTemplates(work: Work): Promise<number> {
  const { count } = await work.db.noticeTemplate.createMany({
    data: readNoticeTemplates().map(({ vi, en, ...rest }) => ({
      id: newId(),
      ...rest,
      vi: trimmed(vi),
      en: trimmed(en),
      createdAt: work.now,
    })),
    skipDuplicates: true,
  })
  return count
}

const trimmed = ({ title, body }: NoticeText): NoticeText => ({ title: title.trim(), body: body.trim() })

export type KeptTemplate = NoticeTemplate & { id: string; source: string; approvedAt: Date | null }

/** Every version, newest first within its kind. */
export async function listNoticeTemplates(work: Work, kind?: TemplateName): Promise<KeptTemplate[]> {
  const rows = await work.db.noticeTemplate.findMany({
    where: kind === undefined ? {} : { kind },
    orderBy: [{ kind: 'asc' }, { version: 'desc' }],
  })
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind as TemplateName,
    version: row.version,
    source: row.source,
    approvedAt: row.approvedAt,
    vi: row.vi as NoticeText,
    en: row.en as NoticeText,
    zalo: row.zalo as ZaloForm | null,
  }))
}

/** The words a notice of this kind or occasion begins with: the newest approved version; before one is approved, the newest. */
export async function templateOf(work: Work, kind: TemplateName): Promise<KeptTemplate | null> {
  const versions = await listNoticeTemplates(work, kind)
  return versions.find(({ approvedAt }) => approvedAt !== null) ?? versions[0] ?? null
}

type Written = Pick<KeptTemplate, 'vi' | 'en' | 'zalo' | 'source'>

const markOf = ({ vi, en, zalo, source }: Written): string =>
  fingerprint([
    vi.title,
    vi.body,
    en.title,
    en.body,
    zalo?.id ?? null,
    Object.entries(zalo?.values ?? {}).sort(),
    source,
  ])

/** The ward's own wording: a new version, never a change of one that was approved. Sent twice it is one version. */
export async function writeNoticeTemplate(
  work: Work,
  { kind, vi, en, zalo, source }: Omit<NoticeTemplate, 'version'> & { source: string }
): Promise<Result<{ id: string; version: number }, 'template_empty'>> {
  if ([vi.title, vi.body, en.title, en.body].some((text) => text.trim() === '')) return refuse('template_empty')
  await work.db.$queryRaw`select id from notice_template where kind = ${kind} for update`
  const [newest] = await listNoticeTemplates(work, kind)
  const written = { vi: trimmed(vi), en: trimmed(en), zalo, source }
  if (newest !== undefined && markOf(newest) === markOf(written)) return ok({ id: newest.id, version: newest.version })
  const version = (newest?.version ?? 0) + 1
  const id = newId()
  await work.db.noticeTemplate.create({
    data: {
      ...{ id, kind, version, vi: written.vi, en: written.en, source, createdAt: work.now },
      ...(zalo === null ? {} : { zalo }),
    },
  })
  work.audit('notice_template.written', { kind, version })
  return ok({ id, version })
}

/** From now on notices of its kind begin with these words. */
export async function approveNoticeTemplate(
  work: Work,
  { templateId, officialId }: { templateId: string; officialId: string }
): Promise<Result<void, 'template_decided'>> {
  const { count } = await work.db.noticeTemplate.updateMany({
    where: { id: templateId, approvedAt: null },
    data: { approvedById: officialId, approvedAt: work.now },
  })
  if (count === 0) return refuse('template_decided')
  work.audit('notice_template.approved', { templateId })
  return ok()
}
