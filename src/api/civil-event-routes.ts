import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { eventKinds, natures, personRoles } from '../ward/civil-event/civil-event.ts'
import type { CivilEventRecord, EventFaultKey } from '../ward/civil-event/read-civil-event.ts'
import { recordCivilEvents } from '../ward/civil-event/record-civil-events.ts'
import type { Transact } from '../ward/work.ts'
import { answerCall } from './api-call.ts'
import { line } from './dossier-schema.ts'

const date = z.iso.date('must be a day written as YYYY-MM-DD')

const person = z.strictObject({
  role: z.enum(personRoles),
  fullName: line(200).min(1),
  gender: z.enum(['male', 'female']).nullish(),
  birthYear: z.int().min(1880).max(2200).nullish(),
  reference: line(200).nullish().describe('the citizen’s reference in the ward register'),
  phone: line(40).nullish(),
  consent: z.enum(['chat', 'paper']).nullish().describe('this person ticked it on the form, and how; silence is none'),
})

/** An entry of the civil-status register. Told again, it corrects what is known; it never brings a second letter. */
const eventBody = z.strictObject({
  kind: z.enum(eventKinds),
  registerNumber: line(60).min(1),
  registeredAt: date,
  nature: z.enum(natures).nullish().describe('first when left out; any other brings no letter'),
  annulled: z.boolean().nullish(),
  bornOn: date.nullish().describe('only to tell a late registration; not kept'),
  diedOn: date.nullish(),
  funeralOn: date.nullish(),
  handedOverOn: date.nullish().describe('the certificate is in the hands of the couple'),
  people: z.array(person).min(1).max(7),
  consent: z.enum(['chat', 'paper']).nullish().describe('of every person named except a child and the dead'),
})

const remedies: Record<EventFaultKey, string> = {
  missing: 'is missing',
  too_long: 'is too long',
  not_a_name: 'is not a name: letters and spaces only',
  not_a_date: 'must be a day written as YYYY-MM-DD',
  in_the_future: 'is in the future',
  not_a_phone: 'must be a Vietnamese phone number; send null when there is none',
  not_a_birth_year: 'is not a year of birth',
  role_twice: 'stands twice: each role once',
  role_not_here: 'does not belong to this kind of event',
}

/** The register’s own system tells of births, marriages and deaths. */
export function addCivilEventRoutes(scope: FastifyInstance, transact: Transact): void {
  scope.withTypeProvider<ZodTypeProvider>().post(
    '/civil-events',
    {
      config: { scope: 'civil-events:write' },
      bodyLimit: 64 * 1024,
      schema: {
        operationId: 'postCivilEvent',
        summary: 'Tell of a birth, a marriage or a death',
        description: 'The same kind, number and year is one event, however often it is told.',
        body: eventBody,
        response: { 200: z.object({ result: z.enum(['added', 'changed', 'known']) }) },
      },
    },
    async (request, reply) =>
      answerCall(transact, request, reply, async (work, source) => {
        const { reports, faults } = await recordCivilEvents(work, [recordOf(request.body)], source)
        if (faults.length > 0) {
          const mended = faults.map(({ field, fault }) => ({
            field: names[field] ?? `people.${field}`,
            problem: remedies[fault],
          }))
          const detail = 'Mend the fields named and send it again.'
          return { status: 422, body: { status: 422, title: 'Event cannot be taken', detail, faults: mended } }
        }
        return { status: 200, body: { result: reports[0]!.effect } }
      })
  )
}

const names: Readonly<Record<string, string>> = {
  registerNumber: 'registerNumber',
  registeredDate: 'registeredAt',
  bornDate: 'bornOn',
  diedDate: 'diedOn',
  funeralDate: 'funeralOn',
  handedOverDate: 'handedOverOn',
}

function recordOf(body: z.output<typeof eventBody>): CivilEventRecord {
  const asked = (role: string) => role !== 'child' && role !== 'deceased'
  return {
    kind: body.kind,
    registerNumber: body.registerNumber,
    registeredDate: body.registeredAt,
    nature: body.nature ?? null,
    annulled: body.annulled ?? null,
    bornDate: body.bornOn ?? null,
    diedDate: body.diedOn ?? null,
    funeralDate: body.funeralOn ?? null,
    handedOverDate: body.handedOverOn ?? null,
    people: body.people.map((one) => ({
      ...one,
      consent: one.consent ?? (asked(one.role) ? (body.consent ?? null) : null),
    })),
  }
}
