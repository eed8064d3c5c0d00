import fc from 'fast-check'
import {expect, test} from 'vitest'
import * as edits from '../../../src/state/text/edits.ts'
import * as motions from '../../../src/state/text/motions.ts'
import {
  bufferOf,
  openText,
  selectionOf,
  type TextBuffer,
  textOf,
  toBytes,
} from '../../../src/state/text/text-buffer.ts'
import {anyText, plainText} from './arbitraries.ts'

const {left, right, wordLeft, wordRight, lineStart, lineEnd, textStart, textEnd} = motions
const motion = fc.constantFrom(left, right, wordLeft, wordRight, lineStart, lineEnd, textStart, textEnd)

type Command = (buffer: TextBuffer) => TextBuffer

const command: fc.Arbitrary<Command> = fc.oneof(
  motion.map(to => (buffer: TextBuffer) => motions.move(buffer, to)),
  motion.map(to => (buffer: TextBuffer) => motions.select(buffer, to)),
  motion.map(to => (buffer: TextBuffer) => edits.erase(buffer, to)),
  fc.constantFrom(...'ab x').map(text => (buffer: TextBuffer) => edits.type(buffer, text)),
  anyText.map(text => (buffer: TextBuffer) => edits.paste(buffer, text)),
  fc.constantFrom<Command[]>(
    motions.selectAll,
    edits.breakLine,
    edits.eraseLines,
    edits.copy,
    edits.cut,
    edits.pasteClip,
    edits.undo,
    edits.redo,
  ),
)

const commands = fc.array(command, {maxLength: 40})

const repeat = (buffer: TextBuffer, step: Command): TextBuffer => {
  const next = step(buffer)
  return next === buffer ? buffer : repeat(next, step)
}

test('opening and saving gives the same bytes for any UTF-8', () => {
  fc.assert(
    fc.property(anyText, text => {
      const bytes = new TextEncoder().encode(text)
      const buffer = openText(bytes)
      expect(buffer && toBytes(buffer)).toEqual(bytes)
      expect(buffer?.bytes).toBe(bytes.length)
    }),
  )
})

test('opens exactly the bytes that are UTF-8', () => {
  fc.assert(
    fc.property(fc.uint8Array({maxLength: 12}), bytes => {
      const same = Buffer.from(bytes).toString('utf8')
      const valid = Buffer.from(same).equals(bytes)
      expect(openText(bytes) !== undefined).toBe(valid)
    }),
    {numRuns: 500},
  )
})

test('undoing everything gives the original bytes, and redoing everything the edited ones', () => {
  fc.assert(
    fc.property(anyText, commands, (text, steps) => {
      const bytes = new TextEncoder().encode(text)
      const edited = steps.reduce((buffer, step) => step(buffer), bufferOf(text))
      const back = repeat(edited, edits.undo)
      expect(toBytes(back)).toEqual(toBytes(bufferOf(text)))
      expect(toBytes(back)).toEqual(bytes)
      const newest = repeat(edited, edits.redo)
      expect(textOf(repeat(back, edits.redo))).toBe(textOf(newest))
    }),
    {numRuns: 500},
  )
})

test('the size is that of the bytes after any edits, and the cursor never splits a character', () => {
  fc.assert(
    fc.property(anyText, commands, (text, steps) => {
      const buffer = steps.reduce((current, step) => step(current), bufferOf(text))
      expect(buffer.bytes).toBe(toBytes(buffer).length)
      const line = buffer.lines[buffer.cursor.line]?.text ?? ''
      expect(boundaries(line)).toContain(buffer.cursor.column)
    }),
    {numRuns: 500},
  )
})

/** The same editor, slowly and obviously: one string and two offsets. */
type Model = {readonly text: string; readonly cursor: number; readonly anchor: number | undefined}

type Pair = readonly [name: string, real: Command, model: (model: Model) => Model]

const segmenter = new Intl.Segmenter(undefined, {granularity: 'grapheme'})

const boundaries = (text: string): readonly number[] => [
  ...Array.from(segmenter.segment(text), part => part.index),
  text.length,
]

const after = ({text, cursor}: Model): number => boundaries(text).find(at => at > cursor) ?? text.length
const before = ({text, cursor}: Model): number => boundaries(text).findLast(at => at < cursor) ?? 0
const edges = ({cursor, anchor = cursor}: Model): readonly [number, number] => [
  Math.min(cursor, anchor),
  Math.max(cursor, anchor),
]

const put = (model: Model, [from, to]: readonly [number, number], inserted: string): Model => {
  const text = model.text.slice(0, from) + inserted + model.text.slice(to)
  const end = from + inserted.length
  return {text, cursor: boundaries(text).find(at => at >= end) ?? end, anchor: undefined}
}

const nearEnd = ({text, cursor}: Model): string =>
  /\r?\n/.exec(text.slice(cursor))?.[0] ?? text.slice(0, cursor).match(/\r?\n/g)?.at(-1) ?? '\n'

const goTo = (model: Model, cursor: number, selecting: boolean): Model => ({
  ...model,
  cursor,
  anchor: selecting ? (model.anchor ?? model.cursor) : undefined,
})

const hasSelection = ({cursor, anchor}: Model): boolean => anchor !== undefined && anchor !== cursor

const pairs = fc.oneof(
  fc.constantFrom<Pair[]>(
    ['right', b => motions.move(b, right), m => goTo(m, hasSelection(m) ? edges(m)[1] : after(m), false)],
    ['left', b => motions.move(b, left), m => goTo(m, hasSelection(m) ? edges(m)[0] : before(m), false)],
    ['select right', b => motions.select(b, right), m => goTo(m, after(m), true)],
    ['select left', b => motions.select(b, left), m => goTo(m, before(m), true)],
    ['start', b => motions.move(b, textStart), m => goTo(m, 0, false)],
    ['end', b => motions.move(b, textEnd), m => goTo(m, m.text.length, false)],
    ['all', motions.selectAll, m => ({...m, anchor: 0, cursor: m.text.length})],
    [
      'backspace',
      b => edits.erase(b, left),
      m => put(m, hasSelection(m) ? edges(m) : [before(m), m.cursor], ''),
    ],
    [
      'delete',
      b => edits.erase(b, right),
      m => put(m, hasSelection(m) ? edges(m) : [m.cursor, after(m)], ''),
    ],
  ),
  plainText.map(
    (text): Pair => [
      `paste ${JSON.stringify(text)}`,
      b => edits.paste(b, text),
      m => put(m, edges(m), text.replaceAll(/\r?\n/g, nearEnd(m))),
    ],
  ),
)

const offsetOf = (buffer: TextBuffer): number =>
  buffer.lines.slice(0, buffer.cursor.line).reduce((sum, {text, end}) => sum + text.length + end.length, 0) +
  buffer.cursor.column

test('behaves as one string with two offsets would', () => {
  fc.assert(
    fc.property(plainText, fc.array(pairs, {maxLength: 30}), (text, steps) => {
      let buffer = bufferOf(text)
      let model: Model = {text, cursor: 0, anchor: undefined}
      for (const [name, real, slow] of steps) {
        buffer = real(buffer)
        model = slow(model)
        expect([name, textOf(buffer), offsetOf(buffer)]).toEqual([name, model.text, model.cursor])
        expect(selectionOf(buffer) !== undefined).toBe(hasSelection(model))
      }
    }),
    {numRuns: 500},
  )
})
