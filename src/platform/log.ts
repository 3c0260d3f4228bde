import { pino, type DestinationStream, type Logger, type LoggerOptions } from 'pino'

export type Log = Pick<Logger, 'info' | 'warn' | 'error' | 'debug'>

/** Names of fields that may carry people or secrets: never printed, wherever they stand. */
const personal = [
  'text',
  'body',
  'address',
  'phone',
  'name',
  'fullName',
  'token',
  'password',
  'authorization',
  'cookie',
]

/** `to`: where the lines go instead of the standard output. */
export function makeLog(level: string, to?: DestinationStream): Logger {
  const options: LoggerOptions = {
    level,
    redact: { paths: personal.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]), censor: '[kept back]' },
    serializers: { err: safeError },
  }
  return to === undefined ? pino(options) : pino(options, to)
}

/** An error for the log: class, code and stack frames; messages of outside libraries can quote people, so only ours stay. */
export function safeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error }
  const frames = error.stack
    ?.split('\n')
    .filter((line) => line.trimStart().startsWith('at '))
    .slice(0, 8)
  return {
    type: error.name,
    code: (error as { code?: unknown }).code,
    message: error.name === 'Bug' ? error.message : undefined,
    stack: frames?.join('\n'),
    cause: error.cause === undefined ? undefined : safeError(error.cause),
  }
}

export const silentLog: Log = pino({ level: 'silent' })
