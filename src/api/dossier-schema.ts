import { z } from 'zod'
import { atWardTime, isWardDate } from '../platform/ward-time.ts'
import { usualOfficeHours } from '../ward/calendar/calendar.ts'
import { readPhone } from '../ward/citizen/read-phone.ts'
import { parseDossierCode } from '../ward/dossier/dossier-code.ts'
import { statusOfNationalCode } from '../ward/dossier/dossier.ts'
import type { FeedMessage } from '../ward/dossier/merge-feed.ts'

/** A line of text as systems send it: NFC, trimmed, without control characters. */
export const line = (longest: number) =>
  z
    .string()
    .max(longest)
    .normalize('NFC')
    .trim()
    .regex(/^\P{Cc}*$/u, 'must be one line without control characters')

const closing = usualOfficeHours.spans.at(-1)!.to
const local = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?$/
const instantText = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})?$/

/** An instant in ISO 8601; without an offset it is the ward's time. Null where there is no such day or hour. */
export function readInstant(text: string): Date | null {
  if (!instantText.test(text) || !isWardDate(text.slice(0, 10))) return null
  const at = new Date(local.test(text) ? `${text}+07:00` : text)
  return Number.isNaN(at.getTime()) ? null : at
}

/** A day alone means: by closing time. */
const readAppointment = (text: string): Date | null =>
  isWardDate(text) ? atWardTime(text, closing) : readInstant(text)

const instant = z
  .string()
  .refine((text) => readInstant(text) !== null, 'must be an instant such as 2026-11-20T08:15:00+07:00')
  .describe('ISO 8601; without an offset the time of the ward (Asia/Ho_Chi_Minh)')

const appointment = z
  .string()
  .refine(
    (text) => readAppointment(text) !== null,
    'must be a day such as 2026-11-23 or an instant such as 2026-11-23T16:00:00+07:00'
  )
  .describe('the day on the receipt, or day and hour; a day alone means closing time')

/** A dossier as the one-stop system tells it. What is left out or null stays as it is known. */
export const dossierBody = z.strictObject({
  procedureCode: line(40).nullish(),
  procedureName: line(300).nullish().describe('needed with the first message of a code'),
  applicantName: line(200).nullish().describe('needed with the first message of a code'),
  applicantPhone: line(40)
    .refine(
      (text) => text === '' || readPhone(text) !== null,
      'must be a Vietnamese phone number; leave it out when there is none'
    )
    .nullish()
    .describe('the phone on the receipt; its last four digits prove whose dossier it is'),
  receivedAt: instant.nullish(),
  appointmentDate: appointment.nullish(),
  status: z.int().min(1).max(10).describe('national status, 1 newly registered … 10 result returned'),
  unit: line(200).nullish(),
  note: line(1000).nullish().describe('what the applicant must know: missing papers, amount, reason'),
  delayReason: line(300).nullish().describe('why it is late, as the applicant may read it'),
  occurredAt: instant.describe('when this status began'),
  sequence: z.int().min(0).max(2_147_483_647).nullish().describe('the source’s own number of the message, from 1'),
  correction: z.boolean().nullish().describe('true: what was told before was wrong; only so is a result taken back'),
})
export type DossierBody = z.output<typeof dossierBody>

export const codeText = z
  .string()
  .max(80)
  .refine((text) => parseDossierCode(text) !== null, 'must be a dossier code such as H49.12-261120-0034')
  .describe('as the one-stop system issued it (TT 01/2018/TT-VPCP, art. 19)')

export const dossierRow = dossierBody.extend({ code: codeText })

/** What the ward keeps of a message. */
export function messageOf(code: string, body: DossierBody, source: string): FeedMessage {
  const { appointmentDate, receivedAt, occurredAt, correction, status, ...rest } = body
  return {
    ...rest,
    code: parseDossierCode(code)!.code,
    status: statusOfNationalCode(status)!,
    receivedAt: receivedAt ? readInstant(receivedAt) : null,
    appointmentAt: appointmentDate ? readAppointment(appointmentDate) : null,
    occurredAt: readInstant(occurredAt)!,
    isCorrection: correction ?? false,
    source,
  }
}

export const dossierResult = z.object({
  code: z.string(),
  result: z
    .enum(['registered', 'moved', 'same_status', 'amended', 'repeated', 'history', 'fault'])
    .describe('history: older than what is known, or it would undo a result; kept, and nothing else changed'),
  unusual: z
    .boolean()
    .optional()
    .describe('the national portal knows no such step; taken all the same, and shown to an official'),
})
