import fc from 'fast-check'
import {expect, test} from 'vitest'
import {createFrameWriter} from '../../src/terminal/frame-writer.ts'
import {createFakeTty} from './fake-tty.ts'
import {advance, anyLine, certainLine, type Frame, type Step, steps} from './frame-arbitraries.ts'
import {createVirtualTerminal} from './virtual-terminal.ts'

const COLUMNS = 40
const ROWS = 12
const FIRST_FRAME: Frame = Array.from(
  {length: ROWS},
  (_, row) => `row ${row} \x1b[3${row % 8}mstatus\x1b[39m`,
)

test('after any frames the screen is the one that plain printing would give', async () => {
  await fc.assert(
    fc.asyncProperty(steps(certainLine, false), async sequence => {
      const {screen, frame} = await play(sequence)
      const plain = createVirtualTerminal(COLUMNS, ROWS)
      await plain.write(frame.map((line, row) => `\x1b[m\x1b[${row + 1}H${line}`).join(''))
      expect(screen.cells()).toEqual(plain.cells())
    }),
    {numRuns: 200},
  )
})

test('after any frames and resizes the screen is the one that a full repaint gives', async () => {
  await fc.assert(
    fc.asyncProperty(steps(anyLine, true), async sequence => {
      const {screen, frame, tty, size} = await play(sequence)
      const fresh = createFakeTty(size.columns, size.rows)
      createFrameWriter({output: fresh.output, colors: 'full', unicode: true}).stdout.write(frame.join('\n'))
      const repainted = createVirtualTerminal(size.columns, size.rows)
      await repainted.write(fresh.take())
      expect(tty.writes).toEqual([])
      expect(screen.cells()).toEqual(repainted.cells())
    }),
    {numRuns: 200},
  )
})

async function play(sequence: readonly Step[]) {
  const tty = createFakeTty(COLUMNS, ROWS)
  const size = {columns: COLUMNS, rows: ROWS}
  const screen = createVirtualTerminal(COLUMNS, ROWS)
  const writer = createFrameWriter({output: tty.output, colors: 'full', unicode: true})
  let frame = FIRST_FRAME
  writer.stdout.write(frame.join('\n'))
  for (const [index, step] of sequence.entries()) {
    await screen.write(tty.take())
    if (step.kind === 'stall') tty.stall()
    else if (step.kind === 'drain') tty.drain()
    else if (step.kind === 'resize') {
      Object.assign(size, {columns: step.columns, rows: step.rows})
      screen.resize(step.columns, step.rows)
      tty.resize(step.columns, step.rows)
    } else if (frame.length > 0 || step.kind === 'frame') {
      frame = advance(frame, step)
      const ahead = index % (2 * ROWS) // in half of the cases some of the frame is there already
      if (ahead < frame.length) writer.paintAhead(ahead, frame.slice(ahead))
      writer.stdout.write(frame.length > 0 ? frame.join('\n') : '\n')
    }
  }
  tty.drain()
  await screen.write(tty.take())
  return {screen, frame, tty, size}
}
