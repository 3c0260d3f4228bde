import ts from 'typescript'
import { expect, test } from 'vitest'
import { actionWords, matters } from '../../src/console/audit/action-words.ts'
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
