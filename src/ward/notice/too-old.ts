import { classPolicies, isMassClass } from '../delivery/class-policy.ts'

/** After this it is not sent any more: its event is over, or its class says so. `sendAt`: the hour it was meant for. */
export function tooOldAt(notice: { class: string; sendAt: Date; expiresAt: Date | null }): Date {
  const policy = classPolicies[isMassClass(notice.class) ? notice.class : 'notice']
  const byClass = new Date(notice.sendAt.getTime() + policy.tooOldAfterSeconds * 1000)
  return notice.expiresAt !== null && notice.expiresAt < byClass ? notice.expiresAt : byClass
}
