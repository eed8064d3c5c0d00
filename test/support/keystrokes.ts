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
}

/** What a terminal sends for a chord of the keymaps. Throws for one that no terminal can send. */
export function keystrokes(chord: string): string {
  const named = NAMED[chord]
  if (named !== undefined) return named
  const control = /^ctrl\+([a-z])$/.exec(chord)?.[1]
  if (control !== undefined) return String.fromCharCode(control.charCodeAt(0) - 0x60)
  if (Array.from(chord).length === 1) return chord
  throw new Error(`No terminal sends ${chord}.`)
}
