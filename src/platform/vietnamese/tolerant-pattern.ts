import { foldTonePlacement } from './fold-tone-placement.ts'
import { strip } from './strip.ts'

const letters = /(?<!\\)[\p{Ll}\p{M}]+/gu

/**
 * A pattern written in good Vietnamese that also reads the same words typed without any marks. `<` and `>` stand for
 * the edges of written words. Match it against lower-case NFC text with folded tone placement.
 */
export function tolerantPattern(pattern: string, flags = ''): RegExp {
  const words = foldTonePlacement(pattern.normalize('NFC')).replace(letters, (word) => {
    const plain = strip(word)
    return plain === word ? word : `(?:${word}|${plain})`
  })
  return compile(words, flags)
}

/** The same, reading only words with their marks. */
export function exactPattern(pattern: string, flags = ''): RegExp {
  return compile(foldTonePlacement(pattern.normalize('NFC')), flags)
}

function compile(pattern: string, flags: string): RegExp {
  const edges = pattern.replace(/(?<!\(\?)<(?![=!])/g, '(?<![\\p{L}\\p{N}])').replace(/>/g, '(?![\\p{L}\\p{N}])')
  return new RegExp(edges, `u${flags}`)
}
