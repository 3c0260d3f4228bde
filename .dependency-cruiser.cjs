/**
 * Who may import whom (README, "Rooms"). A type import is an import. test/house/imports.test.ts plants a fault for each
 * rule and counts the files read: a checker that reads nothing passes too.
 */
const anything = '^(src|workers|test|prisma)/'
const platform = '^src/platform/'
const channelPort = String.raw`^src/channels/channel\.ts$`
const own = (room) => `^src/${room}/`

/** Everything a room may import from this repository; all else is a fault. */
const rooms = {
  platform: [],
  ward: [platform],
  understanding: [platform],
  channels: [platform],
  conversation: [own('ward'), own('understanding'), channelPort, platform],
  delivery: [own('ward'), own('jobs'), channelPort, platform],
  jobs: [platform],
  gateway: [own('conversation'), own('ward'), channelPort, platform],
  api: [own('ward'), platform],
  console: [own('ward'), platform, String.raw`^src/delivery/read/`, channelPort],
  board: [own('ward'), platform],
}

const generated = '^src/generated/'
/** What a noun's own file must not know although it stands in platform: the world outside and the time in it. */
const machines = String.raw`^src/platform/(database|migrate|embedded-postgres|queue|log|clock|i18n)\.ts$`

const roomRules = Object.entries(rooms).map(([room, allowed]) => ({
  name: `${room}-imports-only-its-neighbours`,
  severity: 'error',
  from: { path: own(room) },
  to: { path: anything, pathNot: [own(room), generated, ...allowed] },
}))

module.exports = {
  forbidden: [
    ...roomRules,
    {
      name: 'config-imports-platform-only',
      severity: 'error',
      from: { path: String.raw`^src/config\.ts$` },
      to: { path: anything, pathNot: platform },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'Two files that need each other are one file, or miss a third.',
      from: { path: '^(src|workers)/', pathNot: generated },
      to: { circular: true },
    },
    {
      name: 'channels-do-not-know-each-other',
      severity: 'error',
      from: { path: '^src/channels/([^/]+)/' },
      to: { path: '^src/channels/[^/]+/', pathNot: '^src/channels/$1/' },
    },
    {
      name: 'telegraf-stays-in-its-channel',
      severity: 'error',
      from: { path: '^(src|workers)/', pathNot: '^src/channels/telegram/' },
      to: { path: '(^|node_modules/)telegraf(/|$)' },
    },
    {
      name: 'doors-never-import-prisma',
      severity: 'error',
      comment: 'Use cases of ward/ and platform/database.ts hold the client; what puts everything together may too.',
      from: {
        path: '^src/',
        pathNot: [
          own('ward'),
          String.raw`^src/platform/database\.ts$`,
          String.raw`^src/(wiring|main)\.ts$`,
          '^src/(wiring|commands)/',
          generated,
        ],
      },
      to: { path: [generated, String.raw`(^|node_modules/)(@prisma/|prisma/|\.prisma/)`] },
    },
    {
      name: 'a-noun-is-pure',
      severity: 'error',
      comment:
        'ward/<noun>/<noun>.ts, and whatever it leans on, knows no transaction, no database, no clock, no queue.',
      from: { path: String.raw`^src/ward/([^/]+)/\1\.ts$` },
      to: { path: [String.raw`^src/ward/work\.ts$`, generated, machines], reachable: true },
    },
    {
      name: 'a-noun-needs-no-package',
      severity: 'error',
      from: { path: String.raw`^src/ward/([^/]+)/\1\.ts$` },
      to: { pathNot: '^src/' },
    },
    {
      name: 'no-room-outside-the-table',
      severity: 'error',
      comment:
        'A new folder gets a line in `rooms` first. wiring, main and commands put it together and may import all.',
      from: {
        path: '^src/',
        pathNot: [
          ...Object.keys(rooms).map(own),
          generated,
          String.raw`^src/(wiring|main|config)\.ts$`,
          '^src/(wiring|commands)/',
        ],
      },
      to: {},
    },
    {
      name: 'no-test-or-tool-in-the-house',
      severity: 'error',
      comment: 'main seeds the sample ward; commands may start tools.',
      from: { path: '^(src|workers)/', pathNot: [String.raw`^src/main\.ts$`, '^src/commands/'] },
      to: { path: '^(test|prisma)/' },
    },
    {
      name: 'no-development-package-in-the-house',
      severity: 'error',
      from: { path: '^(src|workers)/', pathNot: '^src/commands/' },
      to: { dependencyTypes: ['npm-dev'] },
    },
    {
      name: 'everything-imported-exists',
      severity: 'error',
      from: { path: '^(src|workers)/' },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: ['node_modules', generated] },
    exclude: { path: '^(dist|[.]data)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
      conditionNames: ['import', 'node', 'types', 'default'],
    },
  },
}
