import type { FastifySchemaCompiler } from 'fastify'
import type { z } from 'zod'
import type { FieldFault } from './problem.ts'

/** zod's issues as fields and what to do. Never repeats what was sent: it may be personal. */
export function faultsOf(error: { issues: readonly z.core.$ZodIssue[] }): FieldFault[] {
  return error.issues.map(faultOfIssue)
}

const faultOfIssue = (issue: z.core.$ZodIssue): FieldFault => ({ field: fieldOf(issue), problem: problemOf(issue) })

/** What was sent cannot be read: the fields, and what to do. */
export class UnreadFields extends Error {
  readonly faults: readonly FieldFault[]
  constructor(faults: readonly FieldFault[]) {
    super('fields cannot be read')
    this.faults = faults
  }
}

/** Fastify's way to check params and body against zod. */
export const readWithZod: FastifySchemaCompiler<z.ZodType> =
  ({ schema }) =>
  (data) => {
    const read = schema.safeParse(data)
    return read.success ? { value: read.data } : { error: new UnreadFields(faultsOf(read.error)) }
  }

function fieldOf(issue: z.core.$ZodIssue): string {
  const keys = issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys.join(', ')] : issue.path
  return keys.map(String).join('.') || 'body'
}

function problemOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'unrecognized_keys':
      return 'is not known here: check the spelling or leave it out'
    case 'invalid_type':
      return issue.input === undefined && issue.message.includes('undefined')
        ? 'is missing'
        : `must be of type ${issue.expected}`
    case 'too_big':
      return `must be at most ${String(issue.maximum)}${issue.origin === 'string' ? ' characters long' : ''}`
    case 'too_small':
      return issue.origin === 'string' ? 'must not be empty' : `must be at least ${String(issue.minimum)}`
    case 'invalid_value':
      return `must be one of ${issue.values.map(String).join(', ')}`
    default:
      return issue.message
  }
}
