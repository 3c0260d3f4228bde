import { addAccountPages } from './account/pages.tsx'
import { addAuditPages } from './audit/pages.tsx'
import type { ConsoleApp } from './console-app.ts'
import { addHomePages } from './home/pages.tsx'
import { addOfficialPages } from './officials/pages.tsx'
import { addSignInPages } from './sign-in/pages.tsx'

/** Every page of the console. */
export function addPages(app: ConsoleApp): void {
  addSignInPages(app)
  addHomePages(app)
  addAccountPages(app)
  addOfficialPages(app)
  addAuditPages(app)
}
