import { hash, verify } from '@node-rs/argon2'
import { randomInt } from 'node:crypto'
import { strip } from '../../platform/vietnamese/strip.ts'

/** argon2id is the library's default variant; the costs are OWASP's first recommendation (19 MiB, two passes). */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

export const passwordMinLength = 10
const passwordMaxLength = 128

/** Leads the hash of a password that somebody else gave: its owner must choose another before anything opens. */
const givenMark = 'given:'

const common = [
  'password',
  'matkhau',
  'qwerty',
  'iloveyou',
  'anhyeuem',
  'emyeuanh',
  'vietnam',
  'ubndphuong',
  'welcome',
  'admin',
  'canbo',
  'xinchao',
]

/**
 * Whether a password is too easy: short, few different letters, a run of digits, a common word with some digits, or the
 * owner's own login or name.
 */
export function isWeakPassword(password: string, { login, fullName }: { login: string; fullName: string }): boolean {
  const typed = password.normalize('NFC')
  if (typed.length < passwordMinLength || typed.length > passwordMaxLength) return true
  if (new Set(typed).size < 5) return true
  const letters = strip(typed).replace(/[^a-z]/g, '')
  if (common.includes(letters) || '01234567890123456789 98765432109876543210'.includes(typed)) return true
  const own = [login, fullName].map((name) => strip(name).replace(/[^a-z0-9]/g, ''))
  const squeezed = strip(typed).replace(/[^a-z0-9]/g, '')
  return own.some((name) => name.length >= 4 && squeezed.includes(name) && squeezed.length - name.length < 6)
}

/** Keyboards write the same Vietnamese letter in two ways: NFC makes them one. */
export const hashPassword = (password: string): Promise<string> => hash(password.normalize('NFC'), cost)

/** The hash of a password its owner did not choose. */
export const hashGivenPassword = async (password: string): Promise<string> => givenMark + (await hashPassword(password))

export const isGivenPassword = (kept: string): boolean => kept.startsWith(givenMark)

/** The hash of a random word that was thrown away, made with the same costs: an unknown login takes as long as a known one. */
const nobody = '$argon2id$v=19$m=19456,t=2,p=1$vxZBo0fKjf29W+Uuaoso6w$odI4Gd21AGgfUySfBjHnUh2l8KUhDhSFHfBwu4oF7kA'

/** Compares in the same time whether or not there is such an official. */
export async function passwordMatches(kept: string | null, password: string): Promise<boolean> {
  const against = kept === null ? nobody : kept.startsWith(givenMark) ? kept.slice(givenMark.length) : kept
  const typed = password.normalize('NFC').slice(0, passwordMaxLength)
  const matches = await verify(against, typed)
  return kept !== null && matches
}

/** Letters that are not mistaken for one another when read aloud or copied from paper. */
const clearLetters = 'abcdefghjkmnpqrstuvwxyz23456789'

/** A password to be handed over once: 16 letters in groups of four, about 79 bits. */
export function inventPassword(): string {
  const letters = Array.from({ length: 16 }, () => clearLetters[randomInt(clearLetters.length)] ?? '')
  return [0, 4, 8, 12].map((at) => letters.slice(at, at + 4).join('')).join('-')
}
