import type { Work } from '../work.ts'

/** Who signs, whom to call, and whether letters leave at all. */
export type LetterSetting = {
  signerTitle: string
  signerName: string
  contactName: string
  contactPhone: string
  stoppedAt: Date | null
}

const none: LetterSetting = { signerTitle: '', signerName: '', contactName: '', contactPhone: '', stoppedAt: null }

export async function findLetterSetting(work: Work): Promise<LetterSetting> {
  const row = await work.db.letterSetting.findFirst()
  return row === null ? none : row
}

export async function keepLetterSetting(work: Work, setting: Omit<LetterSetting, 'stoppedAt'>): Promise<void> {
  await work.db.letterSetting.upsert({
    where: { wardId: work.wardId },
    create: { wardId: work.wardId, ...setting },
    update: setting,
  })
  work.audit('letter_setting.kept')
}
