import type { Permission, Role } from './permission.ts'

/** An official who is signed in, as pages know them. */
export type SignedIn = {
  id: string
  login: string
  fullName: string
  roles: readonly Role[]
  permissions: ReadonlySet<Permission>
  sessionId: string
  /** Whether a one-time code is asked at sign-in. */
  hasTotp: boolean
  /** The password was given by somebody else: nothing opens until it is changed. */
  mustChangePassword: boolean
}

/** A login as it is kept and compared: case and stray spaces do not matter. */
export const normaliseLogin = (text: string): string => text.normalize('NFC').trim().toLowerCase()

/** What a login looks like: letters without marks, digits, dot, dash, underscore. */
export const isLogin = (text: string): boolean => /^[a-z0-9][a-z0-9._-]{2,39}$/.test(text)
