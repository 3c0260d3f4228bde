import { usePage } from './page-context.ts'

/** What must be mended, first on the page, each line leading to its field (as GOV.UK's design system has it). */
export function ErrorSummary() {
  const { t, faults } = usePage()
  if (faults.length === 0) return null
  return (
    <div class="faults" role="alert" aria-labelledby="faults-title" tabIndex={-1}>
      <h2 id="faults-title">{t('console.fault.summary')}</h2>
      <ul>
        {faults.map(({ field, say, with: values }) => (
          <li>{field === '' ? t(say, values) : <a href={`#${field}`}>{t(say, values)}</a>}</li>
        ))}
      </ul>
    </div>
  )
}
