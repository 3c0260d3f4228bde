import path from 'node:path'
import tseslint from 'typescript-eslint'

/** File names are kebab-case; `.test`, `.contract` and `.config` may follow. */
const kebabCase = {
  create: (context) => ({
    Program(node) {
      const name = path.basename(context.filename)
      if (!/^[a-z0-9]+(-[a-z0-9]+)*(\.(test|contract|config|build|d))*\.(ts|tsx|js|mjs|cjs)$/.test(name)) {
        context.report({ node, message: `'${name}' is not kebab-case.` })
      }
    },
  }),
}

const noDefaultExport = {
  selector: 'ExportDefaultDeclaration',
  message: 'Named exports only: a name that is looked for is found.',
}
const noEnvironment = {
  selector: "MemberExpression[object.name='process'][property.name='env']",
  message: 'src/config.ts is the only reader of process.env.',
}
const telegraf = { group: ['telegraf', 'telegraf/*'], message: 'telegraf stays in src/channels/telegram.' }

export default tseslint.config(
  { ignores: ['dist/**', 'node_modules/**', 'src/generated/**', '.data/**'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
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
)
