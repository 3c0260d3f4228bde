import { addAccountPages } from './account/pages.tsx'
import { addAgreementPages } from './agreements/pages.tsx'
import { addAuditPages } from './audit/pages.tsx'
import type { ConsoleApp } from './console-app.ts'
import { addAgencyPages } from './agencies/pages.tsx'
import { addCalendarPages } from './calendar/pages.tsx'
import { addCitizenPages } from './citizens/pages.tsx'
import { addConsultationPages } from './consultations/pages.tsx'
import { addCivilEventPages } from './civil-events/pages.tsx'
import { addFundPages } from './fund/pages.tsx'
import { addLetterPages } from './letters/pages.tsx'
import { addLongevityPages } from './longevity/pages.tsx'
import { addDataRequestPages } from './data-requests/pages.tsx'
import { addDisclosurePages } from './disclosures/pages.tsx'
import { addElectionPages } from './elections/pages.tsx'
import { addLawRulePages } from './law-rules/pages.tsx'
import { addMeetingPages } from './meetings/pages.tsx'
import { addPaperPages } from './papers/pages.tsx'
import { addDossierPages } from './dossiers/pages.tsx'
import { addEntryPages } from './feedback/entry-pages.tsx'
import { addFeedbackPages } from './feedback/pages.tsx'
import { addGrievancePages } from './grievances/pages.tsx'
import { addReceptionPages } from './reception/pages.tsx'
import { addSatisfactionPages } from './satisfaction/pages.tsx'
import { addSuggestionBoxPages } from './suggestion-box/pages.tsx'
import { addHandOverPages } from './hand-overs/pages.tsx'
import { addHomePages } from './home/pages.tsx'
import { addProcedurePages } from './procedures/pages.tsx'
import { addWardFactPages } from './ward-facts/pages.tsx'
import { addImportPages } from './imports/pages.tsx'
import { addLogbookPages } from './logbook/pages.tsx'
import { addLearningPages } from './learning/pages.tsx'
import { addNoticePages } from './notices/pages.tsx'
import { addOfficialPages } from './officials/pages.tsx'
import { addSignInPages } from './sign-in/pages.tsx'

/** Every page of the console. */
export function addPages(app: ConsoleApp): void {
  addSignInPages(app)
  addHomePages(app)
  addHandOverPages(app)
  addEntryPages(app)
  addFeedbackPages(app)
  addLogbookPages(app)
  addSatisfactionPages(app)
  addSuggestionBoxPages(app)
  addReceptionPages(app)
  addGrievancePages(app)
  addNoticePages(app)
  addDossierPages(app)
  addCitizenPages(app)
  addDataRequestPages(app)
  addPaperPages(app)
  addMeetingPages(app)
  addElectionPages(app)
  addDisclosurePages(app)
  addConsultationPages(app)
  addAgreementPages(app)
  addLawRulePages(app)
  addLetterPages(app)
  addCivilEventPages(app)
  addLongevityPages(app)
  addFundPages(app)
  addProcedurePages(app)
  addImportPages(app)
  addWardFactPages(app)
  addAgencyPages(app)
  addCalendarPages(app)
  addAccountPages(app)
  addLearningPages(app)
  addOfficialPages(app)
  addAuditPages(app)
}
