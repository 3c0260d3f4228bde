import type { Choice } from './channel.ts'
import { splitText, tidyText } from './split-text.ts'

/** Choices as numbered lines under the text; the citizen answers with the number. The lines stay together where they fit. */
export function numberChoices(text: string, choices: readonly Choice[], limit: number): string[] {
  const parts = splitText(text, limit)
  if (choices.length === 0) return parts
  const lines = choices.map((choice, index) => `${index + 1}. ${tidyText(choice.label)}`).join('\n')
  const last = parts.at(-1)
  if (last !== undefined && last.length + 2 + lines.length <= limit)
    return [...parts.slice(0, -1), `${last}\n\n${lines}`]
  return [...parts, ...splitText(lines, limit)]
}
