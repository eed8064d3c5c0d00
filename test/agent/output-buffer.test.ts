import {expect, it} from 'vitest'
import {createOutputBuffer} from '../../src/agent/acks/output-buffer.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

const drained = (buffer: ReturnType<typeof createOutputBuffer>, piece = 7): string => {
  let text = ''
  while (buffer.size > 0) text += Buffer.from(buffer.take(piece)).toString()
  return text
}

it('hands on what fits, byte for byte and in any pieces', () => {
  const buffer = createOutputBuffer(100)
  buffer.push(bytes('one '))
  buffer.push(bytes('two '))
  expect(drained(buffer, 3)).toBe('one two ')
  buffer.push(bytes('three'))
  buffer.end()
  expect(drained(buffer)).toBe('one two three'.slice('one two '.length))
})

it('keeps the beginning and the end of what does not fit, and says how much is missing', () => {
  const buffer = createOutputBuffer(40)
  for (let line = 0; line < 100; line += 1) buffer.push(bytes(`line ${String(line).padStart(2, '0')}\n`))
  buffer.end()
  expect(drained(buffer)).toBe(
    `line 00\nline 01\nline 02\nline 0\n[lictor: ${800 - 40} bytes are cut out here]\n${'\nline 98\nline 99\n'.slice(-10)}`,
  )
})

it('cuts nothing where it is just full', () => {
  const buffer = createOutputBuffer(40)
  buffer.push(bytes('x'.repeat(40)))
  buffer.end()
  expect(drained(buffer)).toBe('x'.repeat(40))
})

it('holds no more than its limit, however much is written', () => {
  const buffer = createOutputBuffer(1_000)
  for (let i = 0; i < 1_000; i += 1) buffer.push(new Uint8Array(10_000))
  expect(buffer.size).toBeLessThanOrEqual(1_000)
  buffer.end()
  expect(buffer.size).toBeLessThanOrEqual(1_100)
})
