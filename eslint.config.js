import path from 'node:path'
import { defineConfig } from 'eslint/config'
import tseslint from 'typescript-eslint'

/** Files are kebab-case, named after their one export; `.test`, `.contract`, `.config` may follow. */
const kebabCase = {
  create: (context) => ({
    Program(node) {
      const name = path.basename(context.filename)
      if (/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+)*\.(ts|tsx|js|mjs|cjs)$/.test(name.replace(/^\./, ''))) return
      context.report({ node, message: `'${name}' is not kebab-case.` })
    },
  }),
}

const noDefaultExport = {
  selector: 'ExportDefaultDeclaration, ExportSpecifier[exported.name="default"]',
  message: 'Named exports only: a name can be searched for.',
}
const noEnvironment = {
  selector: 'MemberExpression[object.name="process"][property.name="env"]',
  message: 'src/config.ts is the only reader of process.env.',
}
const noModuleMocks = {
  selector: 'MemberExpression[object.name="vi"][property.name=/^(mock|doMock|hoisted|spyOn|fn)$/]',
  message: 'Fakes we wrote, not mocks.',
}
const telegraf = { group: ['telegraf', 'telegraf/*'], message: 'telegraf stays in src/channels/telegram.' }

export default defineConfig(
  { ignores: ['dist/**', 'node_modules/**', 'src/generated/**', '.data/**'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error', noInlineConfig: true } },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': 'off', // `return reply.send()` ends a branch in one line
      '@typescript-eslint/no-meaningless-void-operator': 'off', // `() => void list.push(x)` says that the number is not meant
      '@typescript-eslint/no-misused-spread': 'off', // `[...text]` is how code points are meant here
      '@typescript-eslint/no-non-null-assertion': 'off', // noUncheckedIndexedAccess asks for it after a length check
      '@typescript-eslint/no-unnecessary-type-parameters': 'off', // `openJson<T>` names what the caller knows it sealed
      '@typescript-eslint/require-await': 'off', // a port's function may be async and have nothing to wait for
      '@typescript-eslint/unbound-method': 'off', // our ports are records of closures: there is no `this`
    },
  },
  {
    files: ['**/*.{ts,tsx,js,mjs,cjs}'],
    plugins: { house: { rules: { 'kebab-case': kebabCase } } },
    rules: {
      'house/kebab-case': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
      'no-restricted-imports': ['error', { patterns: [telegraf] }],
      'no-restricted-syntax': ['error', noDefaultExport, noEnvironment],
    },
  },
  {
    files: ['src/channels/telegram/**', 'test/channels/telegram/**'],
    rules: { 'no-restricted-imports': 'off' },
  },
  {
    // what speaks to the person at the terminal
    files: ['src/main.ts', 'src/commands/**', 'prisma/**', 'test/bench/**', 'test/kill/**', 'test/stand-ins/main.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    // the reader itself, what runs before it, and two that hand the environment on to a child without reading a setting
    files: [
      'src/config.ts',
      'src/commands/*.mjs',
      'src/commands/{understand,evaluate}.ts', // REFERENCE_TIME, which only these commands know
      'src/platform/embedded-postgres.ts',
      'src/platform/migrate.ts',
      'prisma/**',
      'test/bench/**',
      'test/browser/**',
      'test/kill/**',
    ],
    rules: { 'no-restricted-syntax': ['error', noDefaultExport] },
  },
  {
    files: ['test/**'],
    rules: { 'no-restricted-syntax': ['error', noDefaultExport, noModuleMocks] },
  },
  {
    // tools that ask for a default export
    files: ['*.config.{ts,js}', 'test/support/*global-setup.ts'],
    rules: { 'no-restricted-syntax': 'off' },
  }
)
