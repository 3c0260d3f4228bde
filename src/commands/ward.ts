import { pathToFileURL } from 'node:url'
import { BadConfig } from '../config.ts'
import { wire, type Wired } from '../wiring.ts'
import { addOfficialCommand } from './operator/add-official.ts'
import { backupCommand } from './operator/backup.ts'
import { createApiKeyCommand } from './operator/create-api-key.ts'
import { doctorCommand } from './operator/doctor.ts'
import { importCommand } from './operator/import.ts'
import { openWardCommand } from './operator/open-ward.ts'
import { Mistake, type Command } from './operator/operator.ts'
import { restoreCommand } from './operator/restore.ts'
import { setChannelCommand } from './operator/set-channel.ts'
import { verifyProof } from './verify-proof.ts'

/** Every command by its words, as the operator types them. */
export const commands: Readonly<Record<string, { run: Command; usage: string }>> = {
  import: { run: importCommand, usage: 'import citizens|dossiers|procedures|civil-events FILE [--yes]' },
  open: { run: openWardCommand, usage: 'open --slug cam-binh --name "phường Cẩm Bình" --province "tỉnh …"' },
  'official add': {
    run: addOfficialCommand,
    usage: 'official add --login L --name "Họ tên" --roles one_stop,leader [--password P] [--unit U]',
  },
  'api-key create': {
    run: createApiKeyCommand,
    usage: 'api-key create --name "Một cửa điện tử" --scopes dossiers:write,citizens:write [--official LOGIN]',
  },
  'channel set': {
    run: setChannelCommand,
    usage:
      'channel set telegram [--token T --webhook-secret S] · channel set zalo [--app-id … --app-secret … --oa-id … --oa-secret … --refresh-token …]',
  },
  backup: { run: backupCommand, usage: 'backup FILE' },
  restore: { run: restoreCommand, usage: 'restore FILE   (into an empty database)' },
  doctor: { run: doctorCommand, usage: 'doctor' },
}

/** Runs one command; 0 when all is well, 1 when not, 2 when it was not understood. */
export async function runCommand(
  wired: Wired,
  words: readonly string[],
  print: (line: string) => void = console.log
): Promise<number> {
  const found = [2, 1]
    .map((length) => ({ name: words.slice(0, length).join(' '), rest: words.slice(length) }))
    .find(({ name }) => name in commands)
  if (found === undefined) {
    print(usage())
    return 2
  }
  try {
    return await commands[found.name]!.run(wired, found.rest, print)
  } catch (error) {
    if (!(error instanceof Mistake) && !isBadOption(error)) throw error
    print(`${(error as Error).message}\n  npm run ward -- ${commands[found.name]!.usage}`)
    return 2
  }
}

const isBadOption = (error: unknown): boolean => String((error as { code?: unknown }).code).startsWith('ERR_PARSE_ARGS')

const usage = (): string =>
  [
    'usage: npm run ward -- <command> [--ward SLUG]',
    ...Object.values(commands).map((command) => `  ${command.usage}`),
    '  verify-proof FILE   (offline: needs no ward)',
  ].join('\n')

async function main(): Promise<number> {
  const words = process.argv.slice(2)
  if (words.length === 0 || words[0] === 'help') {
    console.log(usage())
    return 2
  }
  if (words[0] === 'verify-proof') return verifyProof(words.slice(1), console.log)
  const wired = await wire()
  try {
    return await runCommand(wired, words)
  } finally {
    await wired.close()
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  main().then(
    (code) => process.exit(code),
    (error: unknown) => {
      console.error(error instanceof BadConfig ? error.message : error)
      process.exit(1)
    }
  )
}
