import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { calledName, literalsOf, nodesOf, readTypedSources, root, type Source } from './read-sources.ts'

type Words = Map<string, string>

/** Every key of a language with its words: `dossier.status.received` is in dossier.json. */
function readWords(language: 'vi' | 'en'): Words {
  const folder = path.join(root, 'locales', language)
  const words: Words = new Map()
  const keep = (key: string, value: unknown): void => {
    if (typeof value === 'string') words.set(key, value)
    else for (const [name, inner] of Object.entries(value as object)) keep(`${key}.${name}`, inner)
  }
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.json'))) {
    keep(path.basename(file, '.json'), JSON.parse(readFileSync(path.join(folder, file), 'utf8')))
  }
  return words
}

const vi = readWords('vi')
const en = readWords('en')
const nouns = new Set([...vi.keys()].map((key) => key.split('.')[0]!))
const { sources, checker } = readTypedSources('src', 'workers', 'prisma')

/** Properties whose value is a key, whatever file it should be in. */
const keyProperties = new Set(['say', 'label'])
const keyCalls = new Set(['t', 'translate'])
/** Words of ours that look like keys and are none: audit lines, where an outbox row came from. */
const notKeyCalls = new Set(['audit', 'hash'])
const notKeyProperties = new Set(['source', 'action'])

const shape = /^[a-z][a-z0-9_]*(\.[a-z0-9_]+)+$/
const fileName = /\.(ts|tsx|js|css|json|csv|yaml|woff2|ttf|png|jpg|xlsx|ics|pdf)$/
const prefixShape = /^[a-z][a-z0-9_]*\.([a-z0-9_]+[._])*$/

/** `start`: the rest of the key is made when it runs, from words that cannot be told beforehand. */
type Use = { key: string; file: string; start: boolean; label: boolean }

function usesIn({ file, tree }: Source): Use[] {
  return nodesOf(tree).flatMap((node): Use[] => {
    if (!ts.isTemplateExpression(node) && !ts.isStringLiteralLike(node)) return []
    const place = placeOf(node)
    if (place === 'other' || (ts.isTemplateExpression(node) && !canBeKey(node))) return []
    const keys = ts.isTemplateExpression(node) ? finished(node) : [{ key: node.text, start: false }]
    return keys
      .filter(({ key, start }) => (start ? prefixShape.test(key) : shape.test(key) && !fileName.test(key)))
      .filter(({ key }) => place === 'key' || nouns.has(key.split('.')[0]!))
      .map((use) => ({ ...use, file, label: isLabelled(node) }))
  })
}

/** `label: 'dossier.choice.notify'`: the words of a button. */
function isLabelled({ parent }: ts.Node): boolean {
  if (ts.isConditionalExpression(parent) || ts.isParenthesizedExpression(parent)) return isLabelled(parent)
  return ts.isPropertyAssignment(parent) && parent.name.getText() === 'label'
}

/** A key has no blanks and no capitals: most templates need not be asked for their types, which takes seconds. */
function canBeKey({ head, templateSpans }: ts.TemplateExpression): boolean {
  const fits = (text: string): boolean => /^[a-z0-9_.]*$/.test(text)
  return prefixShape.test(head.text) || (fits(head.text) && templateSpans.every(({ literal }) => fits(literal.text)))
}

/** Every key a template can become, as its types tell; where they do not, how it starts. */
function finished({ head, templateSpans }: ts.TemplateExpression): { key: string; start: boolean }[] {
  let keys = [head.text]
  for (const { expression, literal } of templateSpans) {
    const words = literalsOf(checker.getTypeAtLocation(expression))
    if (words === null) return [{ key: head.text, start: true }]
    keys = keys.flatMap((key) => words.map((word) => `${key}${word}${literal.text}`))
  }
  return keys.map((key) => ({ key, start: false }))
}

/** Whether a string stands where keys stand, where none can stand, or anywhere. */
function placeOf(node: ts.Node): 'key' | 'other' | 'anywhere' {
  const { parent } = node
  if (ts.isConditionalExpression(parent) || ts.isParenthesizedExpression(parent)) return placeOf(parent)
  if (ts.isImportDeclaration(parent) || ts.isLiteralTypeNode(parent)) return 'other'
  if (ts.isPropertyAssignment(parent) && parent.initializer === node) {
    const name = parent.name.getText().replace(/['"]/g, '')
    return notKeyProperties.has(name) ? 'other' : keyProperties.has(name) ? 'key' : 'anywhere'
  }
  if (ts.isCallExpression(parent) && parent.arguments[0] === node) {
    return notKeyCalls.has(calledName(parent)) ? 'other' : keyCalls.has(calledName(parent)) ? 'key' : 'anywhere'
  }
  return 'anywhere'
}

const uses = sources.flatMap(usesIn)
const whole = uses.filter(({ start }) => !start)
const starts = uses.filter(({ start }) => start)

/** Words of refusals have a test of their own. */
const refusalWords = /^[a-z_]+\.refused\./

describe('words', () => {
  test('every key the code uses has Vietnamese words', () => {
    expect(whole.length).toBeGreaterThan(100)
    const missing = whole.filter(({ key }) => !vi.has(key))
    expect(missing.map(({ key, file }) => `${key} (${file})`)).toEqual([])
  })

  test('every key that is finished when it runs has words for at least one ending', () => {
    const missing = starts.filter(({ key }) => ![...vi.keys()].some((known) => known.startsWith(key)))
    expect(missing.map(({ key, file }) => `${key}… (${file})`)).toEqual([])
  })

  test('no words are kept that nothing says', () => {
    const said = new Set(whole.map(({ key }) => key))
    const silent = [...vi.keys()].filter(
      (key) => !said.has(key) && !refusalWords.test(key) && !starts.some((start) => key.startsWith(start.key))
    )
    expect(silent).toEqual([])
  })

  test('no words are empty, and no value is left standing raw', () => {
    const odd = [...vi, ...en].filter(
      ([, words]) => words.trim() === '' || /\$\{|\{\{\s*\}\}|(?<!\{)\{(?!\{)/.test(words)
    )
    expect(odd.map(([key]) => key)).toEqual([])
  })
})

/** What a choice is called on a telephone: Telegram and Zalo cut a button after about this many letters. */
const longestLabel = 24

describe('buttons', () => {
  /** Blanks that are ours and short count as they come; names and titles are as long as whoever wrote them made them. */
  const samples: Readonly<Record<string, string>> = {
    n: '2',
    code: 'PA-2611-0042',
    dossierCode: 'H49.12-261120-0034',
    tail: '261120-0034',
  }
  const asShown = (words: string): string =>
    words.replace(/\{\{\s*(\w+)[^}]*\}\}/g, (_, blank: string) => samples[blank] ?? '')
  const labels = uses.filter(({ label, file }) => label && /^src\/(conversation|ward)\//.test(file))
  const isLabel = (key: string): boolean =>
    labels.some((use) => (use.start ? key.startsWith(use.key) : key === use.key)) ||
    key.startsWith('conversation.intent.')

  test.each([
    ['Vietnamese', vi],
    ['English', en],
  ])('are short enough to be read whole: %s', (_language, words) => {
    const shown = [...words].filter(([key]) => isLabel(key)).map(([key, text]) => ({ key, text: asShown(text) }))
    expect(shown.length).toBeGreaterThan(100)
    const long = shown.filter(({ text }) => [...text].length > longestLabel)
    expect(long.map(({ key, text }) => `${key}: ${text}`)).toEqual([])
  })
})

describe('refusals', () => {
  /**
   * What a door answers without words of the refusal's own.
   * not_found: the page, or the API's problem, for what is not there.
   */
  const wordless = new Set(['not_found'])

  /** Where a noun's words stand in another file. */
  const wordsOf: Readonly<Record<string, string>> = { data_request: 'my_data' }

  /** What a use case of a noun can refuse: the arguments of `refuse(…)`, by their types. */
  const refusals = sources.flatMap(({ file, tree }) => {
    const folder = /^src\/ward\/([^/]+)\//.exec(file)?.[1]?.replaceAll('-', '_')
    if (folder === undefined) return []
    const noun = wordsOf[folder] ?? folder
    return nodesOf(tree).flatMap((node) => {
      if (!ts.isCallExpression(node) || calledName(node) !== 'refuse' || node.arguments[0] === undefined) return []
      const words = literalsOf(checker.getTypeAtLocation(node.arguments[0]))
      return (words ?? [`(any word: ${node.arguments[0].getText()})`]).map((refusal) => ({ noun, refusal, file }))
    })
  })

  test('every refusal of the ward has words', () => {
    expect(refusals.length).toBeGreaterThan(20)
    const silent = refusals.filter(
      ({ noun, refusal }) => !wordless.has(refusal) && !vi.has(`${noun}.refused.${refusal}`)
    )
    expect([...new Set(silent.map(({ noun, refusal, file }) => `${noun}.refused.${refusal} (${file})`))]).toEqual([])
  })

  test('no words are kept for a refusal that nobody utters', () => {
    const uttered = new Set(refusals.map(({ noun, refusal }) => `${noun}.refused.${refusal}`))
    const spare = [...vi.keys()].filter((key) => refusalWords.test(key) && !uttered.has(key))
    expect(spare).toEqual([])
  })
})
