import { z } from 'zod'
import { personRoles, type PersonRole } from '../../ward/civil-event/civil-event.ts'
import { findNamesakes, type Namesake } from '../../ward/civil-event/find-namesakes.ts'
import { eventsNamed, newestEvents } from '../../ward/civil-event/list-civil-events.ts'
import { recordVerifiedDeath } from '../../ward/civil-event/record-verified-death.ts'
import { closeLetterTask, listLetterTasks, matchWish } from '../../ward/letter-task/handle-letter-task.ts'
import { settleWhoDied } from '../../ward/letter-task/settle-who-died.ts'
import { conflict, goTo, show, type Answer } from '../answer.ts'
import type { ConsoleApp } from '../console-app.ts'
import { day, id, line, maybeDay, maybeLine, maybeYear, readForm, typed, type Fault } from '../form.ts'
import { page } from '../page.tsx'
import type { Visit } from '../visit.ts'
import { Tasks } from './task-views.tsx'

const idParams = z.object({ id: id() })

/** What families tell: seen to by officials, never by itself. */
export function addLetterTaskPages(app: ConsoleApp): void {
  page(app, 'GET /letters/tasks', 'read_letters', (visit) => tasks(visit))
  page(app, 'POST /letters/tasks/:id/close', 'prepare_letters', {
    params: idParams,
    answer: async ({ work, params, form }) => {
      const dismissed = typed(form, 'dismissed') === '1'
      const done = await closeLetterTask(work, { taskId: params.id, note: typed(form, `note-${params.id}`), dismissed })
      return done.ok
        ? goTo('/letters/tasks', { say: 'letter_task.desk.closed' })
        : conflict(`letter_task.refused.${done.refusal}`)
    },
  })
  page(app, 'POST /letters/tasks/:id/match', 'prepare_letters', {
    params: idParams,
    answer: async ({ work, params, form }) => {
      const [eventId = '', role = ''] = typed(form, `person-${params.id}`).split(' ')
      const known = z.uuid().safeParse(eventId).success && personRoles.includes(role as PersonRole)
      if (!known) return conflict('letter_task.refused.no_such_person')
      const done = await matchWish(work, { taskId: params.id, eventId, role })
      return done.ok
        ? goTo('/letters/tasks', { say: 'letter_task.desk.matched' })
        : conflict(`letter_task.refused.${done.refusal}`)
    },
  })
  page(app, 'POST /letters/tasks/:id/who', 'prepare_letters', {
    params: idParams,
    answer: async ({ work, params, form }) => {
      const chosen = typed(form, `who-${params.id}`)
      if (chosen !== 'none' && !z.uuid().safeParse(chosen).success)
        return conflict('letter_task.refused.no_such_person')
      const done = await settleWhoDied(work, { taskId: params.id, citizenId: chosen === 'none' ? null : chosen })
      return done.ok
        ? goTo('/letters/tasks', { say: 'letter_task.desk.who_done' })
        : conflict(`letter_task.refused.${done.refusal}`)
    },
  })
  page(app, 'POST /letters/deaths', 'prepare_letters', verifyDeath)
}

const deathForm = z.object({
  deceased: line(),
  birthYear: maybeYear(),
  gender: z.union([z.literal('').transform(() => null), z.enum(['male', 'female'])]).default(null),
  relative: maybeLine(),
  relativeYear: maybeYear(),
  died: day(),
  funeral: maybeDay(),
})

async function verifyDeath(visit: Visit): Promise<Answer> {
  const read = readForm(deathForm, visit.form)
  if (!read.ok) return tasks(visit, read.faults)
  const { deceased, birthYear, gender, relative, relativeYear, died, funeral } = read.value
  const done = await recordVerifiedDeath(visit.work, {
    deceased: { fullName: deceased, birthYear, gender },
    relative: relative === null ? null : { fullName: relative, birthYear: relativeYear },
    diedDate: died,
    funeralDate: funeral,
  })
  if (!done.ok) return conflict(`civil_event.refused.${done.refusal}`)
  return goTo('/letters/tasks', {
    say: done.value.already ? 'letter_task.desk.verified_already' : 'letter_task.desk.verified',
  })
}

async function tasks(visit: Visit, faults: readonly Fault[] = []): Promise<Answer> {
  const { work, may, t, form } = visit
  const lines = await listLetterTasks(work)
  const wishes = new Set(lines.map(({ kind }) => kind))
  const births = wishes.has('birth_wish') ? await newestEvents(work, 'birth', 30) : []
  const marriages = wishes.has('marriage_wish') ? await newestEvents(work, 'marriage', 30) : []
  const ids = lines.flatMap(({ eventId }) => (eventId === null ? [] : [eventId]))
  const about = await eventsNamed(work, ids)
  const namesakes = new Map<string, readonly Namesake[]>()
  for (const { kind, eventId } of lines)
    if (kind === 'who_died' && eventId !== null) namesakes.set(eventId, await findNamesakes(work, { eventId }))
  return show(
    t('letter_task.desk.title'),
    <Tasks
      lines={lines}
      wishes={{ birth_wish: births, marriage_wish: marriages }}
      about={about}
      namesakes={namesakes}
      form={form}
      mayAct={may('prepare_letters')}
    />,
    { faults }
  )
}
