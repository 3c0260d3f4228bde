import { z } from 'zod'
import { deliveryStatuses, type DeliveryStatus } from '../ward/delivery/delivery.ts'
import { draftKinds } from '../ward/notice/notice-kind.ts'
import { choosableTopics } from '../ward/notice/notice-topic.ts'
import { line } from './dossier-schema.ts'

const statuses = Object.keys(deliveryStatuses) as [DeliveryStatus, ...DeliveryStatus[]]
const instant = z.iso.datetime({ offset: true })

const audience = z.strictObject({
  neighbourhoods: z
    .array(line(200).min(1))
    .max(200)
    .default([])
    .describe('code, name or id; none means the whole ward'),
  topics: z.array(z.enum(choosableTopics)).max(20).default([]).describe('only chats that asked for one of these'),
  households: z.boolean().default(false).describe('one adult of each household'),
  roles: z
    .array(z.enum(['neighbourhood_head', 'head_of_household']))
    .max(2)
    .default([]),
  visits: z.boolean().optional().describe('whether those without a chat go on the visit list'),
})

export const noticeBody = z.strictObject({
  kind: z.enum(draftKinds),
  title: line(200).min(1),
  body: z.string().trim().min(1).max(4_000),
  titleEn: line(200).optional(),
  bodyEn: z.string().trim().max(4_000).optional(),
  audience: audience.default({ neighbourhoods: [], topics: [], households: false, roles: [] }),
  sendAt: instant.optional().describe('when it is to leave; without it, when it is approved'),
  eventAt: instant.optional().describe('what it tells of: a lead time asked for by law is counted back from here'),
  expiresAt: instant.optional(),
})

export const noticeParams = z.object({ id: z.uuid() })
const text = z.object({ title: z.string(), body: z.string() })
export const reasonBody = z.strictObject({ reason: line(500).optional() })
export const approveBody = reasonBody.extend({
  seen: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional()
    .describe('`hash` of the notice as it was read: what has changed since is not approved'),
})

export const noticeResult = z.object({
  id: z.uuid(),
  kind: z.string(),
  status: z.string(),
  title: z.string(),
  words: z.object({ vi: text, en: text.optional() }).describe('what is read before it is approved'),
  hash: z.string().describe('SHA-256 of the notice as it stands, in hex: what `approve` is given as `seen`'),
  sendAt: z.string().nullable(),
  approvedAt: z.string().nullable(),
  approvedHash: z.string().nullable().describe('SHA-256 of what was approved, in hex'),
  total: z.int(),
  counts: z.record(z.string(), z.int()).describe('rows of the ledger by delivery status'),
})
export const deliveriesResult = z.object({
  deliveries: z.array(
    z.object({
      slot: z.int(),
      recipient: z.string().describe('the pseudonym of the proof file'),
      status: z.string(),
      way: z.string(),
      why: z.string().nullable(),
      at: z.string(),
    })
  ),
  next: z.string().nullable(),
})

export const deliveriesAsked = z.object({
  status: z.enum(statuses).optional(),
  cursor: z.coerce.number().int().min(0).optional(),
})
