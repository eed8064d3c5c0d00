import {expect, test} from 'vitest'
import * as edits from '../../../src/state/text/edits.ts'
import * as motions from '../../../src/state/text/motions.ts'
import {
  bufferOf,
  isModified,
  openText,
  selectionOf,
  type TextBuffer,
  textOf,
} from '../../../src/state/text/text-buffer.ts'

const {breakLine, copy, cut, erase, eraseLines, paste, pasteClip, redo, type, undo} = edits
const {left, lineEnd, lineStart, move, right, select, textEnd, wordLeft, wordRight} = motions

const steps = (buffer: TextBuffer, ...list: readonly ((buffer: TextBuffer) => TextBuffer)[]): TextBuffer =>
  list.reduce((current, step) => step(current), buffer)

const typed = (text: string) => (buffer: TextBuffer) => [...text].reduce(type, buffer)
const times = (count: number, step: (buffer: TextBuffer) => TextBuffer) => (buffer: TextBuffer) =>
  steps(buffer, ...Array.from({length: count}, () => step))
const to = (motion: motions.Motion) => (buffer: TextBuffer) => move(buffer, motion)

test('bytes that are not UTF-8 are not opened', () => {
  expect(openText(Uint8Array.of(0xff, 0xfe))).toBeUndefined()
  expect(openText(new Uint8Array())?.lines).toEqual([{text: '', end: ''}])
})

test('shows whether the last line has an end', () => {
  expect(bufferOf('a\n').lines).toEqual([
    {text: 'a', end: '\n'},
    {text: '', end: ''},
  ])
  expect(bufferOf('a').lines).toEqual([{text: 'a', end: ''}])
})

test('a byte order mark is kept, not shown, and cannot be stepped into', () => {
  const buffer = type(bufferOf('\uFEFFa'), 'b')
  expect(buffer.lines).toEqual([{text: 'ba', end: ''}])
  expect(textOf(buffer)).toBe('\uFEFFba')
})

test('a new line keeps the indentation and the kind of line end', () => {
  const buffer = steps(bufferOf('a:\r\n\t  b: 1'), to(textEnd), breakLine, typed('c'))
  expect(textOf(buffer)).toBe('a:\r\n\t  b: 1\r\n\t  c')
  expect(textOf(breakLine(bufferOf('    x')))).toBe('\n    x')
})

test('pasted line ends become those of the text', () => {
  expect(textOf(paste(bufferOf('a\r\n'), 'x\ny\rz\r\n'))).toBe('x\r\ny\r\nz\r\na\r\n')
  expect(textOf(paste(bufferOf(''), 'x\ry'))).toBe('x\ny')
})

test('one undo takes back a word typed, or a run of erasing', () => {
  const buffer = steps(bufferOf(''), typed('one two'))
  expect(textOf(undo(buffer))).toBe('one ')
  expect(textOf(undo(undo(buffer)))).toBe('')
  expect(textOf(steps(buffer, undo, undo, redo, redo))).toBe('one two')
  const erased = times(3, b => erase(b, left))(buffer)
  expect(textOf(erased)).toBe('one ')
  expect(textOf(undo(erased))).toBe('one two')
})

test('moving between key presses makes them two things to undo', () => {
  const buffer = steps(bufferOf(''), typed('ab'), to(left), to(right), typed('c'))
  expect(textOf(undo(buffer))).toBe('ab')
})

test('undo brings cursor and selection back', () => {
  const selected = steps(bufferOf('hello world'), b => select(b, wordRight))
  const back = undo(type(selected, 'x'))
  expect(selectionOf(back)).toEqual({from: {line: 0, column: 0}, to: {line: 0, column: 5}})
})

test('undoing a word leaves the cursor where the word was typed', () => {
  const buffer = undo(steps(bufferOf('key: '), to(lineEnd), typed('value')))
  expect(buffer.cursor).toEqual({line: 0, column: 5})
})

test('typing a letter under a lone accent goes behind both', () => {
  expect(type(bufferOf('\u0301x'), 'e').cursor.column).toBe(2)
})

test('what was undone is gone once something else is typed', () => {
  const buffer = steps(bufferOf(''), typed('a'), undo, typed('b'))
  expect(redo(buffer)).toBe(buffer)
})

test('moves by words and runs of marks, over line ends', () => {
  const stops = (buffer: TextBuffer, motion: motions.Motion): readonly string[] => {
    const next = move(buffer, motion)
    return next.cursor === buffer.cursor
      ? []
      : [`${next.cursor.line}:${next.cursor.column}`, ...stops(next, motion)]
  }
  const buffer = bufferOf('web.port = 80\n  größe')
  expect(stops(buffer, wordRight)).toEqual(['0:3', '0:4', '0:8', '0:10', '0:13', '1:0', '1:7'])
  expect(stops(move(buffer, textEnd), wordLeft)).toEqual([
    '1:2',
    '1:0',
    '0:13',
    '0:11',
    '0:9',
    '0:4',
    '0:3',
    '0:0',
  ])
})

test('the beginning of a line is first its text, then its margin', () => {
  const text = move(move(bufferOf('  x = 1'), lineEnd), lineStart)
  expect(text.cursor.column).toBe(2)
  expect(move(text, lineStart).cursor.column).toBe(0)
})

test('a blank that carries an accent is no margin: the cursor never splits it', () => {
  expect(move(move(bufferOf('  \u0301x'), lineEnd), lineStart).cursor.column).toBe(1)
})

test('a step to the side leaves a selection at its edge', () => {
  const selected = select(bufferOf('hello world'), wordRight)
  expect(move(selected, left).cursor.column).toBe(0)
  expect(move(selected, right).cursor.column).toBe(5)
})

test('one key press erases one character as people see it', () => {
  const family = '👩‍👩‍👧'
  expect(textOf(erase(move(bufferOf(`a${family}`), textEnd), left))).toBe('a')
  expect(textOf(erase(bufferOf('🇩🇪🇫🇷'), right))).toBe('🇫🇷')
})

test('without a selection the whole line is cut, and pasted with its end', () => {
  const buffer = steps(bufferOf('a\r\nb\r\nc'), cut)
  expect(textOf(buffer)).toBe('b\r\nc')
  expect(textOf(pasteClip(buffer))).toBe('a\r\nb\r\nc')
  expect(textOf(pasteClip(steps(bufferOf('a\nlast'), to(textEnd), copy, to(lineStart))))).toBe(
    'a\nlast\nlast',
  )
})

test('erasing the last line takes the line end before it', () => {
  expect(textOf(steps(bufferOf('a\nb'), to(textEnd), eraseLines))).toBe('a')
  expect(textOf(eraseLines(bufferOf('only')))).toBe('')
})

test('typing something and erasing it again is no change', () => {
  const opened = bufferOf('a\nb')
  expect(isModified(type(opened, 'x'), opened)).toBe(true)
  expect(isModified(erase(type(opened, 'x'), left), opened)).toBe(false)
  expect(isModified(undo(type(opened, 'x')), opened)).toBe(false)
})

test('a line of 512 KiB is edited in its middle like any other', () => {
  const text = '日本'.repeat(87_000)
  const buffer = {...bufferOf(text), cursor: {line: 0, column: 87_000}}
  const edited = steps(buffer, typed('x'), to(left), to(wordLeft), to(right), b => erase(b, left))
  expect(edited.bytes).toBe(Buffer.byteLength(text) + 1 - 3)
})
