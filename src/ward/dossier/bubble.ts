import type { Saying, SayingChoice, Values } from '../message/message.ts'

/**
 * Several sentences of `locales/` in one bubble, in order: a sentence that has nothing to say is left out instead of
 * multiplying the texts by every combination. At most six (`dossier.sentences.*`).
 */
export function bubble(sentences: readonly string[], values: Values = {}, choices?: readonly SayingChoice[]): Saying {
  const own = choices === undefined ? {} : { choices }
  if (sentences.length === 1) return { say: sentences[0]!, with: clean(values), ...own }
  const numbered = Object.fromEntries(sentences.map((key, i) => [`sentence${i + 1}`, key]))
  return { say: `dossier.sentences.${sentences.length}`, with: { ...clean(values), ...numbered }, ...own }
}

/** A value is never read as a reference to other words. */
function clean(values: Values): Values {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'string' ? value.replaceAll('$t(', '$ t(') : value,
    ])
  )
}
