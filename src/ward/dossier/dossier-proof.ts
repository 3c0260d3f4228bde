import type { KeyedHash } from '../../platform/seal.ts'

/** Digits of the receipt phone that prove whose dossier it is. */
export const proofLength = 4

type Hash = { hash(scope: string, clear: string): KeyedHash }

/** What is kept of the proof: the phone itself is sealed and never compared. */
export const proofHashOf = (seal: Hash, code: string, lastDigits: string): KeyedHash =>
  seal.hash('dossier_proof', `${code}:${lastDigits}`)

/** The digits that prove, of a phone in E.164. */
export const proofDigitsOf = (phone: string): string => phone.slice(-proofLength)
