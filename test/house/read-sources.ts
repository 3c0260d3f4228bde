import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import ts from 'typescript'

export const root = path.resolve(import.meta.dirname, '../..')

export type Source = { file: string; tree: ts.SourceFile }

/** Our own code, parsed: `folders` below the root, without what is generated. */
export function readSources(...folders: string[]): Source[] {
  return folders.flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
      .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
      .filter((file) => !file.startsWith('src/generated/'))
      .map((file) => ({
        file,
        tree: ts.createSourceFile(file, readFileSync(path.join(root, file), 'utf8'), ts.ScriptTarget.ES2023, true),
      }))
  )
}

/** The same with types: slower, for questions such as "which words can this be?". */
export function readTypedSources(...folders: string[]): { sources: Source[]; checker: ts.TypeChecker } {
  const { config } = ts.readConfigFile(path.join(root, 'tsconfig.json'), (file) => ts.sys.readFile(file)) as {
    config: unknown
  }
  const { options, fileNames } = ts.parseJsonConfigFileContent(config, ts.sys, root)
  const wanted = fileNames.filter((file) =>
    folders.some((folder) => file.startsWith(path.join(root, folder) + path.sep))
  )
  const program = ts.createProgram(wanted, { ...options, incremental: false, tsBuildInfoFile: undefined })
  const sources = wanted
    .map((name) => ({ file: path.relative(root, name), tree: program.getSourceFile(name)! }))
    .filter(({ file }) => !file.startsWith('src/generated/'))
  return { sources, checker: program.getTypeChecker() }
}

/** The strings a type allows, when they are a closed list. */
export function literalsOf(type: ts.Type): string[] | null {
  const members = type.isUnion() ? type.types : [type]
  const words = members.map((member) =>
    member.isStringLiteral() || member.isNumberLiteral() ? String(member.value) : null
  )
  return words.every((word) => word !== null) ? words : null
}

/** Every node of a tree, parents first; without tokens, which would have to be scanned for again. */
export function nodesOf(node: ts.Node): ts.Node[] {
  const nodes: ts.Node[] = []
  const visit = (one: ts.Node): void => {
    nodes.push(one)
    ts.forEachChild(one, visit)
  }
  visit(node)
  return nodes
}

/** The name of what is called: `t(…)` → t, `work.audit(…)` → audit. */
export function calledName(node: ts.CallExpression): string {
  const { expression } = node
  if (ts.isIdentifier(expression)) return expression.text
  return ts.isPropertyAccessExpression(expression) ? expression.name.text : ''
}

/** First arguments of calls of `name`, where they are plain strings. */
export function firstWords(sources: readonly Source[], ...names: string[]): { word: string; file: string }[] {
  return sources.flatMap(({ file, tree }) =>
    nodesOf(tree).flatMap((node) => {
      if (!ts.isCallExpression(node) || !names.includes(calledName(node))) return []
      const [first] = node.arguments
      return first && ts.isStringLiteralLike(first) ? [{ word: first.text, file }] : []
    })
  )
}
