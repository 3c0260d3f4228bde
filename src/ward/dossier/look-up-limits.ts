/**
 * How often a stranger may guess at dossiers. No text of law fixes these numbers: they are the ward's own measure, kept
 * between a family that mistypes a few times and a machine that tries ten thousand endings.
 */
export type LookUpLimits = {
  source: string
  /** Unknown codes and wrong proofs of one chat. */
  wrongPerChatAndHour: number
  wrongPerChatAndDay: number
  /** The same from one network address, whatever number of chats it opens; a whole street may share one. */
  wrongPerAddressAndHour: number
  /** Different dossiers one chat may see without proof: codes count up, so right ones can be guessed too. */
  codesPerChatAndDay: number
  codesPerAddressAndDay: number
  /** Wrong proofs that lock a code for every chat that is not linked, and for how long. */
  wrongProofsToLock: number
  lockHours: number
}

/** What a ward starts with. */
export const usualLookUpLimits: LookUpLimits = {
  source: 'ward practice, 2026-11; TT 01/2018/TT-VPCP Điều 16.2d asks for two levels of look-up and names no number',
  wrongPerChatAndHour: 10,
  wrongPerChatAndDay: 30,
  wrongPerAddressAndHour: 60,
  codesPerChatAndDay: 20,
  codesPerAddressAndDay: 300,
  wrongProofsToLock: 5,
  lockHours: 24,
}

export type GuessCounts = {
  chatHour: number
  chatDay: number
  addressHour: number
  chatCodes: number
  addressCodes: number
}

/** Whether this chat or its address has guessed enough: from here on every answer is the same. */
export const isPastCap = (counts: GuessCounts, limits: LookUpLimits = usualLookUpLimits): boolean =>
  counts.chatHour >= limits.wrongPerChatAndHour ||
  counts.chatDay >= limits.wrongPerChatAndDay ||
  counts.addressHour >= limits.wrongPerAddressAndHour ||
  counts.chatCodes >= limits.codesPerChatAndDay ||
  counts.addressCodes >= limits.codesPerAddressAndDay

/**
 * Whether a code is locked: the last of enough wrong proofs, all within the lock's length, is not yet that long ago.
 * `wrongProofsAt` newest first.
 */
export function isLocked(wrongProofsAt: readonly Date[], now: Date, limits: LookUpLimits = usualLookUpLimits): boolean {
  const lockMs = limits.lockHours * 3_600_000
  return wrongProofsAt.some((at, i) => {
    const first = wrongProofsAt[i + limits.wrongProofsToLock - 1]
    return first !== undefined && at.getTime() - first.getTime() < lockMs && now.getTime() - at.getTime() < lockMs
  })
}
