import type { NoticeRow } from '../../ward/notice/find-notice.ts'
import { usePage } from '../views/page-context.ts'
import { Notice } from '../views/parts.tsx'
import { showBlanks } from './blanks.ts'

/** An official's own words that were replaced because the thing had changed: kept to be read and taken over. */
export function ReplacedWords({ notice: { replacedWords } }: { notice: NoticeRow }) {
  const { t } = usePage()
  if (replacedWords === null) return null
  const { vi, en } = replacedWords
  return (
    <Notice tone="warn">
      <p>{t('notice.desk.replaced_what')}</p>
      <details>
        <summary>{t('notice.desk.replaced_words')}</summary>
        <div class="bubble-preview">{showBlanks(t, `${vi.title}\n\n${vi.body}`)}</div>
        {en === undefined ? null : (
          <div class="bubble-preview" lang="en">
            {showBlanks(t, `${en.title}\n\n${en.body}`)}
          </div>
        )}
      </details>
    </Notice>
  )
}
