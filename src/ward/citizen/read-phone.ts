import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import type { KeyedHash } from '../../platform/seal.ts'

/** Mobile prefixes of eleven digits until 2018 and what replaced them (Bộ TTTT, QĐ 798/2018). */
const replacedPrefixes: Readonly<Record<string, string>> = {
  '0120': '070',
  '0121': '079',
  '0122': '077',
  '0126': '076',
  '0128': '078',
  '0123': '083',
  '0124': '084',
  '0125': '085',
  '0127': '081',
  '0129': '082',
  '0162': '032',
  '0163': '033',
  '0164': '034',
  '0165': '035',
  '0166': '036',
  '0167': '037',
  '0168': '038',
  '0169': '039',
  '0186': '056',
  '0188': '058',
  '0199': '059',
}

/**
 * A Vietnamese phone number as E.164, from whatever registers and people write: 0912 345 678, +84912345678, 84912345678,
 * 0084…, and numbers of eleven digits from before 2018. Null where it is none. Landlines count; foreign numbers count only
 * with their plus.
 */
export function readPhone(text: string): string | null {
  const compact = text.normalize('NFKC').replace(/[\s.\-()\u200B-\u200D\u2060\uFEFF]/g, '')
  const dialled = compact
    .replace(/^00/, '+')
    .replace(/^\+840/, '+84')
    .replace(/^84(?=\d{9,10}$)/, '+84')
  const national = dialled.startsWith('+84') ? `0${dialled.slice(3)}` : dialled
  const renewed = national.length === 11 ? (replacedPrefixes[national.slice(0, 4)] ?? national.slice(0, 4)) : null
  const phone = parsePhoneNumberFromString(renewed === null ? dialled : `${renewed}${national.slice(4)}`, 'VN')
  return phone?.isValid() ? phone.number : null
}

type Hash = { hash(scope: string, clear: string): KeyedHash }

/** By this two phones are found equal; the phone itself is sealed. `phone` in E.164. */
export const phoneHashOf = (seal: Hash, phone: string): KeyedHash => seal.hash('phone', phone)

/** +84 9•• ••• 678: enough to know one's own number by, too little to learn another's. */
export const maskPhone = (phone: string): string => `${phone.slice(0, 3)} ${phone.slice(3, 4)}•• ••• ${phone.slice(-3)}`
