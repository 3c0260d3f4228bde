import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { recordDossier, recordDossiers, type FeedReport } from '../ward/dossier/record-dossiers.ts'
import type { Transact, Work } from '../ward/work.ts'
import { answerCall } from './api-call.ts'
import { batchOptions, refuseBatch } from './batch-route.ts'
import { codeText, dossierBody, dossierResult, dossierRow, messageOf } from './dossier-schema.ts'
import type { FieldFault } from './problem.ts'
import { readRows, type ReadRow } from './read-batch.ts'

const incomplete: FieldFault[] = [
  { field: 'procedureName', problem: 'is needed with the first message of a code' },
  { field: 'applicantName', problem: 'is needed with the first message of a code' },
]

const rowResult = dossierResult.extend({
  row: z.int(),
  code: z.string().nullable(),
  faults: z.array(z.object({ field: z.string(), problem: z.string() })).optional(),
})
const batchResult = z.object({ recorded: z.int(), faulty: z.int(), rows: z.array(rowResult) })

/** Dossiers from the one-stop system. */
export function addDossierRoutes(scope: FastifyInstance, transact: Transact): void {
  const api = scope.withTypeProvider<ZodTypeProvider>()

  api.put(
    '/dossiers/:code',
    {
      config: { scope: 'dossiers:write' },
      bodyLimit: 64 * 1024,
      schema: {
        operationId: 'putDossier',
        summary: 'Tell how a dossier stands',
        description: 'Told twice it has one effect; told late it is kept as history and changes nothing back.',
        params: z.object({ code: codeText }),
        body: dossierBody,
        response: { 200: dossierResult, 201: dossierResult },
      },
    },
    async (request, reply) =>
      answerCall(transact, request, reply, async (work, source) => {
        const report = await recordDossier(work, messageOf(request.params.code, request.body, source))
        if (report.effect === 'incomplete') {
          return {
            status: 422,
            body: {
              status: 422,
              title: 'Dossier not known yet',
              detail: 'The first message of a code says what it is and whose.',
              faults: incomplete,
            },
          }
        }
        return { status: report.effect === 'registered' ? 201 : 200, body: resultOf(report) }
      })
  )

  api.post(
    '/dossiers/batch',
    {
      ...batchOptions('dossiers:write'),
      schema: {
        operationId: 'postDossiers',
        summary: 'Tell how many dossiers stand',
        description:
          'A JSON array, or one JSON object per line (application/x-ndjson). Good rows are recorded in their order, bad ones are named.',
        body: z.array(dossierRow),
        response: { 200: batchResult },
      },
    },
    async (request, reply) => {
      if (refuseBatch(reply, request.body)) return
      const rows = readRows(dossierRow, request.body)
      await answerCall(transact, request, reply, async (work, source) => ({
        status: 200,
        body: await recordRows(work, rows, source),
      }))
    }
  )
}

const resultOf = ({ code, effect, isUnusual }: FeedReport) => ({
  code,
  result: effect === 'incomplete' ? ('fault' as const) : effect,
  ...(isUnusual ? { unusual: true } : {}),
})

async function recordRows(
  work: Work,
  rows: readonly ReadRow<z.output<typeof dossierRow>>[],
  source: string
): Promise<z.output<typeof batchResult>> {
  const messages = rows.flatMap((row) => {
    if (!row.ok) return []
    const { code, ...body } = row.value
    return [messageOf(code, body, source)]
  })
  const reports = (await recordDossiers(work, messages)).values()
  const results = rows.map(({ row, ...read }) => {
    if (!read.ok) return { row, code: null, result: 'fault' as const, faults: read.faults }
    const report = reports.next().value!
    return { row, ...resultOf(report), ...(report.effect === 'incomplete' ? { faults: incomplete } : {}) }
  })
  const faulty = results.filter(({ result }) => result === 'fault').length
  work.audit('dossiers.recorded', { rows: results.length, faulty })
  return { recorded: results.length - faulty, faulty, rows: results }
}
