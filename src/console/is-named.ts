import { strip } from '../platform/vietnamese/strip.ts'

const plain = (text: string): string => strip(text).toLowerCase()

/** Whether one of these texts names what is looked for, with or without tones. Nothing looked for is named by all. */
export const isNamed = (search: string, ...texts: readonly string[]): boolean =>
  plain(texts.join(' ')).includes(plain(search.trim()))
