/** Types and lint in one process: what the compiler has found out about a type, the rules need not ask again. */
import path from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { ESLint } from 'eslint'
import ts from 'typescript'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..')
const host = {
  getCurrentDirectory: () => root,
  getCanonicalFileName: (name) => name,
  getNewLine: () => '\n',
}

const config = ts.getParsedCommandLineOfConfigFile(
  path.join(root, 'tsconfig.json'),
  { incremental: false, tsBuildInfoFile: undefined },
  { ...ts.sys, onUnRecoverableConfigFileDiagnostic: (one) => fail(ts.formatDiagnostic(one, host)) }
)
const program = ts.createProgram({ rootNames: config.fileNames, options: config.options })
const diagnostics = [...config.errors, ...ts.getPreEmitDiagnostics(program)]
if (diagnostics.length > 0) fail(ts.formatDiagnostics(diagnostics, host))

const eslint = new ESLint({
  cwd: root,
  overrideConfig: {
    files: ['**/*.{ts,tsx}'],
    languageOptions: { parserOptions: { project: null, programs: [program] } },
  },
})
const results = await eslint.lintFiles(['.'])
const words = await (await eslint.loadFormatter('stylish')).format(results)
if (words !== '') fail(words)
if (results.length < 500) fail(`only ${results.length} files were read`)

function fail(text) {
  console.log(text)
  process.exitCode = 1
}
