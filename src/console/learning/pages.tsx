import { z } from 'zod'
import { approveMeaning, ignoreMessage, proposeMeaning } from '../../ward/learning/decide-learning.ts'
import { listLearning } from '../../ward/learning/list-learning.ts'
import { goBackToModel, listModelVersions } from '../../ward/learning/model-version.ts'
import { conflict, goTo, notFound, show, type Answer } from '../answer.ts'
import type { ConsoleApp } from '../console-app.ts'
import { id, typed } from '../form.ts'
import { page } from '../page.tsx'
import type { Visit } from '../visit.ts'
import { teachableIntents } from './teachable-intents.ts'
import { LearningView } from './views.tsx'

const idParams = z.object({ id: id() })
const numberParams = z.object({ number: z.coerce.number().int().min(0).max(1_000_000) })

/** What the bot did not understand: two officials teach it, one click takes a lesson back. */
export function addLearningPages(app: ConsoleApp): void {
  page(app, 'GET /learning', 'approve_learning', async ({ work, official, t }) => {
    const [messages, versions] = [await listLearning(work), await listModelVersions(work)]
    return show(
      t('console.learning.title'),
      <LearningView messages={messages} versions={versions} officialId={official.id} />
    )
  })
  page(app, 'POST /learning/:id/propose', 'approve_learning', { params: idParams, answer: propose })
  page(app, 'POST /learning/:id/approve', 'approve_learning', { params: idParams, answer: approve })
  page(app, 'POST /learning/:id/ignore', 'approve_learning', {
    params: idParams,
    answer: async ({ work, official, params }) => {
      const done = await ignoreMessage(work, { id: params.id, officialId: official.id })
      return done.ok
        ? goTo('/learning', { say: 'console.learning.said.ignored' })
        : conflict('learning.refused.already_decided')
    },
  })
  page(app, 'POST /learning/models/:number', 'approve_learning', {
    params: numberParams,
    answer: async ({ work, params }) => {
      const done = await goBackToModel(work, { number: params.number })
      return done.ok ? goTo('/learning', { say: 'console.learning.said.went_back' }) : notFound()
    },
  })
}

async function propose({ work, official, params, form }: Visit<typeof idParams>): Promise<Answer> {
  const intent = typed(form, 'intent')
  if (!teachableIntents.includes(intent)) return goTo('/learning', { say: 'console.learning.said.choose' })
  const done = await proposeMeaning(work, { id: params.id, officialId: official.id, intent })
  return done.ok
    ? goTo('/learning', { say: 'console.learning.said.proposed' })
    : conflict('learning.refused.already_decided')
}

async function approve({ work, official, params }: Visit<typeof idParams>): Promise<Answer> {
  const done = await approveMeaning(work, { id: params.id, officialId: official.id })
  if (done.ok) return goTo('/learning', { say: 'console.learning.said.approved' })
  return conflict(`learning.refused.${done.refusal}`)
}
