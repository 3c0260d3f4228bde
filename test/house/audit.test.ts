import ts from 'typescript'
import { expect, test } from 'vitest'
import { actionWords, matters } from '../../src/console/audit/action-words.ts'
import { labelOf, readings } from '../../src/console/audit/detail-words.ts'
import { loadTranslate } from '../../src/platform/i18n.ts'
import { calledName, literalsOf, nodesOf, readTypedSources } from './read-sources.ts'

const { sources, checker } = readTypedSources('src', 'workers')

/** Every action a line of the trail can have; `null` where it cannot be told beforehand. */
function actionsOf(written: ts.Expression): (string | null)[] {
  if (ts.isConditionalExpression(written)) return [written.whenTrue, written.whenFalse].flatMap(actionsOf)
  if (ts.isStringLiteralLike(written)) return [written.text]
  if (!ts.isTemplateExpression(written) || written.templateSpans.length !== 1) return [null]
  const [span] = written.templateSpans
  const ends = literalsOf(checker.getTypeAtLocation(span!.expression)) ?? [null]
  return ends.map((end) => (end === null ? null : `${written.head.text}${end}${span!.literal.text}`))
}

const lines = sources.flatMap(({ file, tree }) =>
  nodesOf(tree).flatMap((node) => {
    const [first] = ts.isCallExpression(node) && calledName(node) === 'audit' ? node.arguments : []
    return first === undefined || file === 'src/ward/work.ts'
      ? []
      : actionsOf(first).map((action) => ({ action, file }))
  })
)

test('every line of the trail has Vietnamese words, and can be asked for', async () => {
  const t = await loadTranslate()
  expect(lines.length).toBeGreaterThan(150)
  expect(lines.filter(({ action }) => action === null)).toEqual([])
  const actions = [...new Set(lines.flatMap(({ action }) => action ?? []))].sort()
  expect(actions.filter((action) => actionWords(t, action) === action)).toEqual([])
  expect(actions.filter((action) => !matters.some((matter) => action.startsWith(matter)))).toEqual([])
})

/** Codes and keys that tell a reader of the trail nothing, besides the ids of rows. */
const untold = new Set([
  ...['actPrecision', 'alarm', 'as', 'by', 'bytes', 'decision', 'fileId', 'found', 'names', 'period', 'ruleId'],
  ...['scopes', 'shape', 'slot', 'slug', 'source', 'topOne', 'way', 'wish'],
])

/** The names of what a line of the trail tells, those of spread objects too. */
const detailNames = [
  ...new Set(
    sources.flatMap(({ tree }) =>
      nodesOf(tree).flatMap((node) => {
        const details = ts.isCallExpression(node) && calledName(node) === 'audit' ? node.arguments[1] : undefined
        return details === undefined
          ? []
          : checker
              .getTypeAtLocation(details)
              .getProperties()
              .map(({ name }) => name)
      })
    )
  ),
].sort()

test('what a line of the trail tells has a Vietnamese label, or is an id and left out', async () => {
  const t = await loadTranslate()
  expect(detailNames.length).toBeGreaterThan(100)
  const told = detailNames.filter((name) => !untold.has(name) && !/(^id|Id)$/.test(name))
  expect(told.filter((name) => !readings.has(name))).toEqual([])
  const key = (name: string) => `console.audit.detail.${labelOf(name)}`
  expect([...readings.keys()].filter((name) => t(key(name)) === key(name))).toEqual([])
})
