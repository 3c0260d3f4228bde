import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { isId, newId } from '../platform/ids.ts'
import { largestFileBytes } from '../ward/import/import-run.ts'

/** What was typed: names and texts; several boxes of one name are a list. */
export type Form = Readonly<Record<string, string | readonly string[]>>

export type UploadedFile = { fileName: string; bytes: Buffer }

/** One thing to mend: the field and the key of the sentence. */
export type Fault = { field: string; say: string; with?: Readonly<Record<string, string | number>> }

/** As the largest file an import takes. */
export const largestUpload = largestFileBytes

/** A form of a ward of hundreds of neighbourhoods, each ticked box a field of its own; more is nobody's form. */
const mostFields = 2_000

/** Reads the body of a write, also a multipart one with a file. Nothing is believed yet. */
export async function readBody(request: FastifyRequest): Promise<{ form: Form; file: UploadedFile | null }> {
  if (!request.isMultipart()) return { form: asForm(request.body), file: null }
  const fields: Record<string, string | string[]> = {}
  let file: UploadedFile | null = null
  const limits = { fileSize: largestUpload, files: 1, fields: mostFields, parts: mostFields + 1 }
  for await (const part of request.parts({ limits })) {
    if (part.type === 'field') addField(fields, part.fieldname, String(part.value))
    else {
      const bytes = await part.toBuffer()
      if (part.filename !== '') file = { fileName: part.filename.normalize('NFC'), bytes }
    }
  }
  return { form: fields, file }
}

function asForm(body: unknown): Form {
  const fields: Record<string, string | string[]> = {}
  if (typeof body !== 'object' || body === null) return fields
  for (const [name, value] of Object.entries(body)) {
    for (const one of Array.isArray(value) ? value : [value]) addField(fields, name, String(one))
  }
  return fields
}

/** A text with a NUL in it cannot be kept: PostgreSQL refuses it, and nobody types one. */
function addField(fields: Record<string, string | string[]>, name: string, given: string): void {
  const value = given.replaceAll('\0', '')
  const known = fields[name]
  if (known === undefined) fields[name] = value
  else fields[name] = [...(Array.isArray(known) ? known : [known]), value]
}

/** The text typed in a field, for showing the form again. */
export function typed(form: Form, field: string): string {
  const value = form[field]
  return typeof value === 'string' ? value : (value?.[0] ?? '')
}

/** The key of a form that adds something: the id of its row, so that a second press adds no second one. */
export const keyIn = (form: Form): string => (isId(typed(form, 'key')) ? typed(form, 'key') : newId())

/** All values of boxes with one name. */
export function ticked(form: Form, field: string): readonly string[] {
  const value = form[field]
  return value === undefined ? [] : typeof value === 'string' ? [value] : value
}

/** Reads a form; faults carry keys of `console.fault.*`, the first of each field. */
export function readForm<S extends z.ZodObject>(
  schema: S,
  form: Form
): { ok: true; value: z.infer<S> } | { ok: false; faults: Fault[] } {
  const read = schema.safeParse(form)
  if (read.success) return { ok: true, value: read.data }
  const faults = new Map<string, Fault>()
  for (const issue of read.error.issues) {
    const field = String(issue.path[0] ?? '')
    if (!faults.has(field))
      faults.set(field, { field, say: issue.message.startsWith('console.') ? issue.message : 'console.fault.not_read' })
  }
  return { ok: false, faults: [...faults.values()] }
}

/** One line of text, spaces trimmed, in NFC. */
export const line = (max = 200) =>
  z
    .string({ error: 'console.fault.missing' })
    .transform((text) => text.normalize('NFC').trim())
    .pipe(z.string().min(1, 'console.fault.missing').max(max, 'console.fault.too_long'))

/** A line that may be left empty: null then. */
export const maybeLine = (max = 200) =>
  z
    .string()
    .default('')
    .transform((text) => text.normalize('NFC').trim())
    .pipe(z.string().max(max, 'console.fault.too_long'))
    .transform((text) => (text === '' ? null : text))

/** A secret: nothing trimmed. */
export const secret = () =>
  z.string({ error: 'console.fault.missing' }).min(1, 'console.fault.missing').max(200, 'console.fault.too_long')

/** Boxes of one name: none, one or several. */
export const boxes = () =>
  z
    .union([z.string(), z.array(z.string())])
    .default([])
    .transform((value) => (typeof value === 'string' ? [value] : value))

/** A day typed as the browser sends it (2026-11-24) or as people write it (24/11/2026). */
export const day = () =>
  z
    .string({ error: 'console.fault.missing' })
    .transform((text) =>
      text
        .trim()
        .replace(
          /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/,
          (_all, d: string, m: string, y: string) => `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`
        )
    )
    .pipe(z.iso.date('console.fault.not_a_day'))

/** A day that may be left empty: null then. */
export const maybeDay = () => z.union([z.literal('').transform(() => null), day()]).default(null)

/** A year that may be left empty: null then. One mistyped is told: taken for unknown, it would be lost silently. */
export const maybeYear = () =>
  maybeLine()
    .refine((text) => text === null || /^(?:18|19|20)\d{2}$/.test(text), 'console.fault.not_a_year')
    .transform((text) => (text === null ? null : Number(text)))

/** Ids in a path or a form. */
export const id = () => z.uuid('console.fault.not_read')
