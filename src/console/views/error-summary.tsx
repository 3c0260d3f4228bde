import type { Fault } from '../form.ts'
import { usePage } from './page-context.ts'

/** Words of every field say nothing without its name: "Chỗ này còn trống". */
const isGeneral = ({ say }: Fault): boolean => say.startsWith('console.fault.')

/** What must be mended, first on the page, each line leading to its field (as GOV.UK's design system has it). */
export function ErrorSummary() {
  const { t, faults, labels } = usePage()
  if (faults.length === 0) return null
  const said = (one: Fault): string => {
    const [label, fault] = [labels.get(one.field), t(one.say, one.with)]
    return label !== undefined && isGeneral(one) ? t('console.fault.at', { label, fault }) : fault
  }
  return (
    <div class="faults" role="alert" aria-labelledby="faults-title" tabIndex={-1}>
      <h2 id="faults-title">{t('console.fault.summary')}</h2>
      <ul>
        {faults.map((one) => (
          <li>{one.field === '' ? said(one) : <a href={`#${one.field}`}>{said(one)}</a>}</li>
        ))}
      </ul>
    </div>
  )
}
