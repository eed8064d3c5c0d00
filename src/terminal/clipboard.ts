import type {Multiplexer} from './capabilities.ts'

/** Base64 bytes that xterm takes in one OSC 52; other terminals take more, none of note takes less. */
const LIMIT = 74_994

// GNU screen cuts its string sequences at 256 bytes in older versions.
const SCREEN_CHUNK = 240

export type ClipboardCopy = {readonly sequence: string} | {readonly tooLarge: number}

/**
 * The sequence that makes the terminal put text on the operator's own clipboard (OSC 52), also across SSH.
 * `tooLarge` is the size in base64 bytes of text that no sequence can carry.
 */
export function copySequence(text: string, multiplexer?: Multiplexer): ClipboardCopy {
  const encoded = Buffer.from(text, 'utf8').toString('base64')
  if (encoded.length > LIMIT) return {tooLarge: encoded.length}
  const sequence = `\x1b]52;c;${encoded}\x07`
  if (multiplexer === 'tmux') return {sequence: throughTmux(sequence)}
  return {sequence: multiplexer === 'screen' ? throughScreen(sequence) : sequence}
}

/** tmux takes either the bare sequence (`set-clipboard on`) or the wrapped one (`allow-passthrough on`). */
function throughTmux(sequence: string): string {
  return `${sequence}\x1bPtmux;${sequence.replaceAll('\x1b', '\x1b\x1b')}\x1b\\`
}

function throughScreen(sequence: string): string {
  const chunks = sequence.match(new RegExp(`[^]{1,${SCREEN_CHUNK}}`, 'g')) ?? []
  return chunks.map(chunk => `\x1bP${chunk}\x1b\\`).join('')
}
