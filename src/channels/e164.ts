/** A shared phone as E.164 where it can be read: platforms send 84…, +84… and 0… for the same number. */
export function e164(shared: string | number): string {
  const written = String(shared).trim()
  const digits = written.replace(/\D/g, '')
  if (/^0\d{9}$/.test(digits) && !written.startsWith('+')) return `+84${digits.slice(1)}`
  return /^[1-9]\d{7,14}$/.test(digits) ? `+${digits}` : written
}
