import { show } from '../answer.ts'
import type { ConsoleApp } from '../console-app.ts'
import { page } from '../page.tsx'

export function addHomePages(app: ConsoleApp): void {
  page(app, 'GET /', 'signed_in', ({ t, official }) => show(t('console.home.title'), <p>{t('console.home.hello', { name: official.fullName })}</p>))
}
