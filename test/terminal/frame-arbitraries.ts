import fc from 'fast-check'

export type Frame = readonly string[]

export type Step =
  | {readonly kind: 'frame'; readonly lines: Frame}
  | {readonly kind: 'line'; readonly row: number; readonly line: string}
  | {
      readonly kind: 'scroll'
      readonly top: number
      readonly height: number
      readonly by: number
      readonly fresh: Frame
    }
  | {readonly kind: 'restyle'; readonly row: number; readonly sgr: string}
  | {readonly kind: 'resize'; readonly columns: number; readonly rows: number}
  | {readonly kind: 'stall'}
  | {readonly kind: 'drain'}

const SGR = [
  '1',
  '2',
  '3',
  '4',
  '7',
  '9',
  '53',
  '31',
  '92',
  '44',
  '107',
  '38;5;208',
  '48;5;17',
  '38;2;1;2;3',
  '48;2;250;128;0',
  '1;36',
  '0',
]

const certainCharacter = fc.constantFrom(
  ...'abcxyz01  --',
  '┌',
  '│',
  '→',
  '●',
  '…',
  'é',
  'Ж',
  '中',
  '国',
  'あ',
  '한',
  'Ａ',
)
const uncertainCharacter = fc.constantFrom(
  '😀',
  '👩‍👩‍👧',
  '❤️',
  '🇩🇪',
  'e\u0301',
  'ก\u0e33',
  'ש',
  '\u0300',
  '\u200b',
  '✅',
  '1️⃣',
  '\ud800',
)

function line(character: fc.Arbitrary<string>, maxPieces: number): fc.Arbitrary<string> {
  const piece = fc.oneof(
    {weight: 3, arbitrary: fc.string({unit: character, maxLength: 6})},
    {
      weight: 2,
      arbitrary: fc
        .tuple(fc.constantFrom(...SGR), fc.string({unit: character, maxLength: 6}))
        .map(([sgr, text]) => `\x1b[${sgr}m${text}`),
    },
    {weight: 1, arbitrary: fc.constantFrom('\x1b[22m', '\x1b[39m', '\x1b[49m', '\x1b[27;24m', '\x1b[m')},
  )
  return fc.array(piece, {maxLength: maxPieces}).map(pieces => `${pieces.join('')}\x1b[m`)
}

/** Lines whose widths every terminal agrees on, at most 36 columns. */
export const certainLine = line(certainCharacter, 3)

/** Lines with anything in them, also too long ones. */
export const anyLine = line(
  fc.oneof({weight: 8, arbitrary: certainCharacter}, {weight: 1, arbitrary: uncertainCharacter}),
  8,
)

/** What an application does to its frame, and what happens to its terminal. */
export function steps(lineOf: fc.Arbitrary<string>, canResize: boolean): fc.Arbitrary<readonly Step[]> {
  const row = fc.nat({max: 11})
  const always: fc.Arbitrary<Step>[] = [
    fc.record({kind: fc.constant('frame' as const), lines: fc.array(lineOf, {maxLength: 12})}),
    fc.record({kind: fc.constant('line' as const), row, line: lineOf}),
    fc.record({
      kind: fc.constant('scroll' as const),
      top: fc.nat({max: 4}),
      height: fc.integer({min: 2, max: 12}),
      by: fc.integer({min: -3, max: 3}),
      fresh: fc.array(lineOf, {minLength: 3, maxLength: 3}),
    }),
    fc.record({kind: fc.constant('restyle' as const), row, sgr: fc.constantFrom(...SGR)}),
    fc.constant({kind: 'stall' as const}),
    fc.constant({kind: 'drain' as const}),
  ]
  const resize = fc.record({
    kind: fc.constant('resize' as const),
    columns: fc.integer({min: 2, max: 50}),
    rows: fc.integer({min: 1, max: 14}),
  })
  return fc.array(fc.oneof(...always, ...(canResize ? [resize] : [])), {minLength: 1, maxLength: 25})
}

/** The application's next frame. */
export function advance(frame: Frame, step: Step): Frame {
  if (step.kind === 'frame') return step.lines
  if (step.kind === 'line') return frame.with(Math.min(step.row, frame.length - 1), step.line)
  if (step.kind === 'restyle') {
    return frame.map((text, row) => (row === step.row ? `\x1b[${step.sgr}m${text}` : text))
  }
  return step.kind === 'scroll' ? scrolled(frame, step) : frame
}

function scrolled(frame: Frame, {top, height, by, fresh}: Extract<Step, {kind: 'scroll'}>): Frame {
  const region = frame.slice(top, top + height)
  const count = Math.min(Math.abs(by), region.length)
  const moved =
    by > 0
      ? [...region.slice(count), ...fresh.slice(0, count)]
      : [...fresh.slice(0, count), ...region.slice(0, region.length - count)]
  return [...frame.slice(0, top), ...moved, ...frame.slice(top + height)]
}
