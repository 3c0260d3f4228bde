import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { CitizenFaultKey } from '../ward/citizen/read-citizen.ts'
import { recordCitizens, type CitizenFault } from '../ward/citizen/record-citizens.ts'
import type { Transact, Work } from '../ward/work.ts'
import { answerCall } from './api-call.ts'
import { batchOptions, refuseBatch } from './batch-route.ts'
import { line } from './dossier-schema.ts'
import type { FieldFault } from './problem.ts'
import { readRows, type ReadRow } from './read-batch.ts'

const reference = line(200).min(1).describe('the register’s own key of the person; never a citizen id number')

/** A citizen as a register tells it. What is left out stays as it is known; null empties it. */
const citizenBody = z.strictObject({
  fullName: line(200).min(1),
  birthYear: z.int().min(1880).max(2200).nullish(),
  gender: z.enum(['male', 'female']).nullish(),
  phone: line(40).nullish(),
  neighbourhood: line(200).nullish().describe('code or name'),
  householdCode: line(200).nullish(),
  headOfHousehold: z.boolean().nullish(),
  channels: z
    .array(z.strictObject({ channel: z.enum(['zalo', 'telegram', 'web']), address: line(200).min(1) }))
    .max(20)
    .nullish(),
  consents: z
    .array(line(100).min(1))
    .max(50)
    .nullish()
    .describe('purposes agreed to; consent is withdrawn by the citizen, not by leaving it out'),
})
const citizenRow = citizenBody.extend({ reference })
type CitizenRow = z.output<typeof citizenRow>

const fault = z.object({ field: z.string(), problem: z.string() })
const batchResult = z.object({
  recorded: z.int(),
  added: z.int(),
  changed: z.int(),
  faulty: z.int(),
  faults: z.array(fault.extend({ row: z.int(), reference: z.string().nullable() })),
})

const remedies: Record<CitizenFaultKey, string> = {
  missing: 'is missing',
  too_long: 'is too long',
  not_a_name: 'is not a name: letters and spaces only',
  not_a_phone: 'must be a Vietnamese phone number; send null when there is none',
  not_a_birth_year: 'is not a year a person living today was born in',
  not_a_consent: 'is not a purpose known here',
  not_a_channel: 'is not a channel known here',
  head_without_household: 'needs a householdCode beside it',
  second_head: 'is set for two persons of one household: a household has one head',
  duplicate_in_file: 'stands twice in this batch: send each person once',
}

const fieldFault = ({ field, fault }: CitizenFault): FieldFault => ({ field, problem: remedies[fault] })

/** Citizens from the ward's registers. */
export function addCitizenRoutes(scope: FastifyInstance, transact: Transact): void {
  const api = scope.withTypeProvider<ZodTypeProvider>()

  api.put(
    '/citizens/:reference',
    {
      config: { scope: 'citizens:write' },
      bodyLimit: 64 * 1024,
      schema: {
        operationId: 'putCitizen',
        summary: 'Tell who a citizen is',
        params: z.object({ reference }),
        body: citizenBody,
        response: { 200: z.object({ reference: z.string(), result: z.enum(['added', 'changed', 'unchanged']) }) },
      },
    },
    async (request, reply) =>
      answerCall(transact, request, reply, async (work, source) => {
        const { added, changed, faults } = await recordCitizens(
          work,
          [{ ...request.body, reference: request.params.reference }],
          source
        )
        if (faults.length > 0) {
          const detail = 'Mend the fields named and send it again.'
          return {
            status: 422,
            body: { status: 422, title: 'Citizen cannot be taken', detail, faults: faults.map(fieldFault) },
          }
        }
        const result = added > 0 ? 'added' : changed > 0 ? 'changed' : 'unchanged'
        return { status: 200, body: { reference: request.params.reference, result } }
      })
  )

  api.post(
    '/citizens/batch',
    {
      ...batchOptions('citizens:write'),
      schema: {
        operationId: 'postCitizens',
        summary: 'Tell who many citizens are',
        description:
          'A JSON array, or one JSON object per line (application/x-ndjson). Good rows are recorded, bad ones are named.',
        body: z.array(citizenRow),
        response: { 200: batchResult },
      },
    },
    async (request, reply) => {
      if (refuseBatch(reply, request.body)) return
      const rows = readRows(citizenRow, request.body)
      await answerCall(transact, request, reply, async (work, source) => ({
        status: 200,
        body: await recordRows(work, rows, source),
      }))
    }
  )
}

async function recordRows(
  work: Work,
  rows: readonly ReadRow<CitizenRow>[],
  source: string
): Promise<z.output<typeof batchResult>> {
  const good = rows.flatMap((row) => (row.ok ? [row] : []))
  const done = await recordCitizens(
    work,
    good.map(({ value }) => value),
    source
  )
  const unread = rows.flatMap(({ row, ...read }) =>
    read.ok ? [] : read.faults.map((one) => ({ row, reference: null, ...one }))
  )
  const untaken = done.faults.map((one) => ({
    row: good[one.index]!.row,
    reference: one.reference,
    ...fieldFault(one),
  }))
  const faults = [...unread, ...untaken].sort((a, b) => a.row - b.row)
  const faulty = new Set(faults.map(({ row }) => row)).size
  return { recorded: rows.length - faulty, added: done.added, changed: done.changed, faulty, faults }
}
