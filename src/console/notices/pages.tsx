import { addComposePages } from './compose-pages.tsx'
import { addDeputyPages } from './deputy-pages.tsx'
import { addPaperPages } from './paper-pages.tsx'
import { addPlanPages } from './plan-pages.tsx'
import { addRepeatPages } from './repeat-pages.tsx'
import { addSendPages } from './send-pages.tsx'
import { addStopPages } from './stop-pages.tsx'
import { addTemplatePages } from './template-pages.tsx'
import { addTogetherPages } from './together-pages.tsx'
import { addVisitPages } from './visit-pages.tsx'
import type { ConsoleApp } from '../console-app.ts'

/** Notices: written, checked, approved by a second official, watched while they go out, and proven afterwards. */
export function addNoticePages(app: ConsoleApp): void {
  addPlanPages(app)
  addTemplatePages(app)
  addDeputyPages(app)
  addRepeatPages(app)
  addComposePages(app)
  addTogetherPages(app)
  addVisitPages(app)
  addPaperPages(app)
  addSendPages(app)
  addStopPages(app)
}
