const NAMED: Readonly<Record<string, string>> = {
  enter: '\r',
  escape: '\x1b',
  space: ' ',
  tab: '\t',
  'shift+tab': '\x1b[Z',
  up: '\x1b[A',
  down: '\x1b[B',
  right: '\x1b[C',
  left: '\x1b[D',
  home: '\x1b[H',
  end: '\x1b[F',
  pageUp: '\x1b[5~',
  pageDown: '\x1b[6~',
  delete: '\x1b[3~',
  backspace: '\x7f',
  'ctrl+space': '\0',
}

/** What a terminal sends for a chord of the keymaps. Throws for one that no terminal can send. */
export function keystrokes(chord: string): string {
  const named = NAMED[chord]
  if (named !== undefined) return named
  const modified = modifiedKey(chord)
  if (modified !== undefined) return modified
  const meta = /^alt\+(.+)$/.exec(chord)?.[1]
  if (meta !== undefined) return `\x1b${keystrokes(meta)}`
  const control = /^ctrl\+([a-z_])$/.exec(chord)?.[1]
  if (control !== undefined) return String.fromCharCode(control.toUpperCase().charCodeAt(0) - 0x40)
  if (Array.from(chord).length === 1) return chord
  throw new Error(`No terminal sends ${chord}.`)
}

const MODIFIERS: Readonly<Record<string, number>> = {shift: 1, alt: 2, ctrl: 4}

/** xterm's `CSI 1 ; modifiers letter` and `CSI number ; modifiers ~`. */
function modifiedKey(chord: string): string | undefined {
  const parts = chord.split('+')
  const sequence = NAMED[parts.at(-1) ?? '']
  const final = /^\x1b\[(\d*)([A-Z~])$/.exec(sequence ?? '')
  const bits = parts.slice(0, -1).map(part => MODIFIERS[part] ?? Number.NaN)
  const sum = bits.reduce((total, bit) => total + bit, 0)
  if (!final || bits.length === 0 || Number.isNaN(sum)) return undefined
  return `\x1b[${final[1] || 1};${1 + sum}${final[2]}`
}
