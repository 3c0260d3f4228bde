/** Only who has the chat before them can do it: write here, write a word. */
const inChat = /nhắn[^.!?\n]*tại đây|(?<!\p{L})nhắn ["“]/iu
const orHere = /(?:\{\{\s*salutation\s*\}\}|ông\/bà|bà con) nhắn (?:ngay )?tại đây hoặc /giu

/**
 * A notice's text as it stands on paper or is read from the loudspeaker: what can be done in the chat only is left out, by
 * whole sentences. Pure.
 */
export const withoutChat = (text: string): string =>
  text
    .replace(orHere, '')
    .split('\n')
    .map((line) =>
      line
        .split(/(?<=[.!?])\s+(?=[\p{Lu}\d{])/u)
        .filter((sentence) => !inChat.test(sentence))
        .join(' ')
    )
    .filter((line, at, lines) => line.trim() !== '' || (at > 0 && lines[at - 1]?.trim() !== ''))
    .join('\n')
    .trim()
