import {certainWidth} from './graphemes.ts'
import {displayWidth} from './width.ts'

// CSI, the string sequences (OSC, DCS, PM, APC, SOS) with their payload, two-byte escapes.
const SEQUENCES =
  /(?:\x1b\[|\x9b)[\x20-\x3f]*[\x40-\x7e]?|(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)?|\x1b[\x20-\x2f]*[\x30-\x7e]?/g
const NEWLINES = /\r\n|[\n\r\x85\u2028\u2029]/g
// What draws nothing by itself or changes how its neighbours are drawn, and what is no character at all.
const SUSPICIOUS = /[\p{Cc}\p{Cf}\p{Cs}\p{Cn}\p{Default_Ignorable_Code_Point}]/gu
// An emoji sequence needs its invisible joiners and presentation selectors.
const EMOJI =
  /\p{Extended_Pictographic}(?:\p{Emoji_Modifier}|\ufe0f)?(?:\u200d\p{Extended_Pictographic}(?:\p{Emoji_Modifier}|\ufe0f)?)+|\p{Emoji}(?:\ufe0e|\ufe0f)/gu
const MARK_PILE = /(\p{M}{3})\p{M}+/gu

const TAB_WIDTH = 8

/**
 * Text from the cluster as one line that can only print: escape sequences go, newlines become `⏎`, tabs a space, other
 * controls their picture (`␀`), and bidirectional overrides, zero-width and broken characters `�`.
 */
export function printableLine(text: string): string {
  if (isPlain(text)) return text
  return neutralise(text.replace(SEQUENCES, '').replace(NEWLINES, '⏎').replaceAll('\t', ' '))
}

/** The same for text of several lines: split at newlines (a lone CR counts as one), tabs expanded to columns of 8. */
export function printableLines(text: string): readonly string[] {
  return text.replace(SEQUENCES, '').split(NEWLINES).map(printableRow)
}

function printableRow(text: string): string {
  if (isPlain(text)) return text
  const [first = '', ...rest] = text.split('\t').map(neutralise)
  return rest.reduce(
    (row, piece) => row + ' '.repeat(TAB_WIDTH - (displayWidth(row) % TAB_WIDTH)) + piece,
    first,
  )
}

function isPlain(text: string): boolean {
  return certainWidth(text) !== undefined
}

function neutralise(text: string): string {
  let safe = ''
  let end = 0
  for (const emoji of text.matchAll(EMOJI)) {
    safe += expose(text.slice(end, emoji.index)) + emoji[0]
    end = emoji.index + emoji[0].length
  }
  return (safe + expose(text.slice(end))).replace(MARK_PILE, '$1')
}

function expose(text: string): string {
  return text.replace(SUSPICIOUS, character => {
    const code = character.charCodeAt(0)
    if (code < 0x20) return String.fromCharCode(0x2400 + code)
    return code === 0x7f ? '␡' : '�'
  })
}
