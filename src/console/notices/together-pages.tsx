import { z } from 'zod'
import { formatDate } from '../../platform/ward-time.ts'
import { waitingNotices } from '../../ward/ladder/waiting-notices.ts'
import { hexHash } from '../../ward/notice/approve-notice.ts'
import { approveTogether } from '../../ward/notice/approve-together.ts'
import { checkNotice } from '../../ward/notice/check-notice.ts'
import type { NoticeRow } from '../../ward/notice/find-notice.ts'
import { mayApprove } from '../../ward/notice/may-approve.ts'
import { namesOf } from '../../ward/notice/name-notice.ts'
import { submitTogether } from '../../ward/notice/submit-together.ts'
import { paperNouns, type PaperNoun } from '../../ward/paper/paper.ts'
import { conflict, goTo, notFound, show, type Answer } from '../answer.ts'
import type { ConsoleApp } from '../console-app.ts'
import { id, ticked } from '../form.ts'
import { page } from '../page.tsx'
import { placeOf } from '../papers/place-of.ts'
import type { Visit } from '../visit.ts'
import { previewsOf } from './previews.ts'
import { TogetherView, type WaitingView } from './together-views.tsx'

// a noun of nowhere is a page of nowhere, not a fault of the address
const ofThing = z.object({ noun: z.string(), id: id() })
type ThingVisit = Visit<typeof ofThing>

const nounOf = ({ noun }: { noun: string }): PaperNoun | undefined => paperNouns.find((known) => known === noun)

/** All waiting notices of one meeting, election, disclosure or consultation on one page: checked, submitted, approved at once. */
export function addTogetherPages(app: ConsoleApp): void {
  page(app, 'GET /notices/together/:noun/:id', 'read_notices', {
    params: ofThing,
    answer: (visit) => togetherPage(app, visit),
  })
  page(app, 'POST /notices/together/:noun/:id/submit', 'write_notices', {
    params: ofThing,
    answer: async ({ work, params, official }) => {
      const noun = nounOf(params)
      if (noun === undefined) return notFound()
      const done = await submitTogether(work, { noun, rowId: params.id, officialId: official.id })
      if (!done.ok) return conflict(`notice.refused.${done.refusal}`)
      const { submitted, kept } = done.value
      return goTo(
        `/notices/together/${noun}/${params.id}`,
        kept === 0
          ? { say: 'notice.desk.said.submitted_together', with: { submitted } }
          : { say: 'notice.desk.said.submitted_some', with: { submitted, kept } }
      )
    },
  })
  // who may approve is told by role and deputyship: the use case decides
  page(app, 'POST /notices/together/:noun/:id/approve', 'read_notices', {
    params: ofThing,
    answer: async ({ work, params, official, form }) => {
      const noun = nounOf(params)
      if (noun === undefined) return notFound()
      const seen = Object.fromEntries(ticked(form, 'seen').map((one) => one.split(':') as [string, string]))
      const done = await approveTogether(work, {
        ...{ noun, rowId: params.id },
        ...{ officialId: official.id, seen },
      })
      return done.ok
        ? goTo(`${placeOf[noun]}/${params.id}`, {
            say: 'notice.desk.said.approved_together',
            with: { approved: done.value.approved },
          })
        : conflict(`notice.refused.${done.refusal}`)
    },
  })
}

async function togetherPage(app: ConsoleApp, { work, params, official, may, t }: ThingVisit): Promise<Answer> {
  const noun = nounOf(params)
  if (noun === undefined) return notFound()
  const notices = await waitingNotices(work, { noun, rowId: params.id })
  if (notices.length === 0) return notFound()
  const shown: WaitingView[] = []
  for (const notice of notices) shown.push(await viewOf(app, work, notice))
  const view = (
    <TogetherView
      thing={{ noun, rowId: params.id }}
      notices={shown}
      mayWrite={may('write_notices')}
      mayApprove={await mayApprove(work, { officialId: official.id, isEmergency: false })}
    />
  )
  return show(t('notice.desk.together_title'), view)
}

async function viewOf(app: ConsoleApp, work: ThingVisit['work'], notice: NoticeRow): Promise<WaitingView> {
  const check = await checkNotice(work, notice)
  return {
    ...{ notice, check, seen: hexHash(notice) },
    missedBefore: check.missed ? formatDate(check.missed.lastDate, 'vi') : null,
    previews: await previewsOf(app, work, notice),
    names: await namesOf(work, notice),
  }
}
