import { Secret, TOTP } from 'otpauth'

const stepSeconds = 30

/** One step early or late is accepted: clocks of phones drift. */
const stepsOfDrift = 1

const made = (secret: string, label: string) =>
  new TOTP({
    issuer: 'Loa Phường',
    label,
    algorithm: 'SHA1',
    digits: 6,
    period: stepSeconds,
    secret: Secret.fromBase32(secret),
  })

/** A new secret of 160 bits (RFC 4226 §4), in base32. */
export const inventTotpSecret = (): string => new Secret({ size: 20 }).base32

/** The address an authenticator app reads from the QR code. */
export const totpAddress = (secret: string, label: string): string => made(secret, label).toString()

/** The time step whose code this is, or null when it is no code of about now (RFC 6238). */
export function totpStepOf(secret: string, code: string, now: Date): number | null {
  const token = code.replace(/\s/g, '')
  if (!/^\d{6}$/.test(token)) return null
  const delta = made(secret, '').validate({ token, timestamp: now.getTime(), window: stepsOfDrift })
  return delta === null ? null : Math.floor(now.getTime() / 1000 / stepSeconds) + delta
}
