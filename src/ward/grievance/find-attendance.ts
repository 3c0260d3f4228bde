import { permissionsOf, roles } from '../official/permission.ts'
import type { Work } from '../work.ts'

/** `isAttended`: an official of the ward may open the restricted inbox. `waiting`: sealed words nobody has looked at. */
export type Attendance = { isAttended: boolean; waiting: number }

/** Whether anybody is named to read what residents must not send to everybody. Nobody: an alarm, for words are waiting unread. */
export async function findAttendance(work: Work): Promise<Attendance> {
  const readers = roles.filter((role) => permissionsOf([role]).has('handle_grievances'))
  const [named, waiting] = [
    await work.db.official.count({ where: { endedAt: null, roles: { hasSome: readers } } }),
    await work.db.grievance.count({ where: { settledAt: null } }),
  ]
  return { isAttended: named > 0, waiting }
}
