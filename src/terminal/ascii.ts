import type {Grapheme} from './graphemes.ts'

// Pairs of characters and what stands in for each of them on a terminal that shows only ASCII.
const LOOK_ALIKES: readonly (readonly [string, string])[] = [
  ['─━═╌┄┈╍┅┉╴╶╸╺–—―‐‑‒', '-'],
  ['│┃║╎┆┊╏┇┋╵╷╹╻▏▕▌▐', '|'],
  ['┌┐└┘├┤┬┴┼╭╮╰╯╔╗╚╝╠╣╦╩╬┏┓┗┛┣┫┳┻╋╒╓╕╖╘╙╛╜╞╡╤╧╪╟╢╥╨╫', '+'],
  ['←◀◂◄◁‹«', '<'],
  ['→▶▸►▷›»➜', '>'],
  ['↑▴△⇡', '^'],
  ['▲', '!'],
  ['↓▼▾▽⇣', 'v'],
  ['•●◉◆■▪★✱', '*'],
  ['○◌◦◇□▫☆°', 'o'],
  ['…', '~'],
  ['·‧∙', '.'],
  ['█▇▓▉▊▋', '#'],
  ['▆▅▒', '='],
  ['▄▃░▀', '-'],
  ['▂▁', '_'],
  ['✓✔', '+'],
  ['✗✘✕✖×', 'x'],
  ['⏎↵', '$'],
  ['‘’', "'"],
  ['“”', '"'],
  ['≤', '<'],
  ['≥', '>'],
  ['\u00a0', ' '],
]

/** Maps a grapheme to ASCII of the same width: a look-alike, or `?` for each cell. */
export function createAsciiMapper(): (grapheme: Grapheme) => Grapheme {
  const table = new Map(LOOK_ALIKES.flatMap(([from, to]) => Array.from(from, character => [character, to])))
  return grapheme => {
    if (/^[\x20-\x7e]$/.test(grapheme.text)) return grapheme
    const text = table.get(grapheme.text) ?? '?'.repeat(grapheme.width)
    return {text, width: text.length, certain: true}
  }
}
