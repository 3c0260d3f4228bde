/** Whole messages that leave any dialogue. */
const leaving = new Set([
  'huỷ',
  'hủy',
  'huy',
  'huỷ bỏ',
  'hủy bỏ',
  'huy bo',
  'thoát',
  'thoat',
  'bỏ qua',
  'bo qua',
  'cancel',
  'quit',
])

export const isLeaving = (text: string): boolean =>
  leaving.has(
    text
      .normalize('NFC')
      .trim()
      .toLowerCase()
      .replace(/[.!\s]+$/, '')
  )
