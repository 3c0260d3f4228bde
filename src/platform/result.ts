/** The ward's yes or no. A refusal is a word of ours; the door finds the sentence for it in `locales/`. */
export type Result<T, Refusal extends string = never> = { ok: true; value: T } | { ok: false; refusal: Refusal }

export function ok(): { ok: true; value: undefined }
export function ok<T>(value: T): { ok: true; value: T }
export function ok<T>(value?: T): { ok: true; value: T | undefined } {
  return { ok: true, value }
}

export function refuse<const Refusal extends string>(refusal: Refusal): { ok: false; refusal: Refusal } {
  return { ok: false, refusal }
}
