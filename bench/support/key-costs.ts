import {setTimeout as pause} from 'node:timers/promises'
import type {PtyProgram} from './pty-program.ts'

/** One entry a key: milliseconds from the key to the bytes that show its effect, and bytes until the next key. */
export type KeyCosts = {readonly latencies: readonly number[]; readonly bytes: readonly number[]}

export const NO_COSTS: KeyCosts = {latencies: [], bytes: []}

/** A key held down repeats about this often. */
const KEYS_PER_SECOND = 30

/** Presses the keys one by one; each must move the cursor to another row, and the next one waits for that. */
export const press = async (program: PtyProgram, keys: string): Promise<KeyCosts> => {
  const latencies: number[] = []
  const bytes: number[] = []
  for (const key of keys) {
    const before = nameOf(program.screen.selected())
    const bytesBefore = program.bytes()
    const pressedAt = program.press(key)
    const shownAt = await program.until(
      ({selected}) => isOther(before, nameOf(selected())),
      `the effect of ${key}, key ${latencies.length + 1} of ${keys}`,
    )
    await pause(Math.max(1, pressedAt + 1000 / KEYS_PER_SECOND - performance.now()))
    latencies.push(shownAt - pressedAt)
    bytes.push(program.bytes() - bytesBefore)
  }
  return {latencies, bytes}
}

/** Goes to the first row, which is named, and waits until that is drawn. */
export const toTop = async (program: PtyProgram, first: string | undefined): Promise<void> => {
  program.press('g')
  await program.until(({selected}) => nameOf(selected()) === first, 'the first row')
  await program.untilQuiet(300)
}

/** Moves down until the next move would scroll. */
export const toLastRow = async (program: PtyProgram): Promise<void> => {
  const top = (): string | undefined => program.screen.lines()[FIRST_ROW]
  const first = top()
  while (top() === first) await press(program, 'j')
}

/** A row that is in the list in every layout: it changes when the list scrolls. */
const FIRST_ROW = 8

/** The service under the cursor. */
export const currentName = ({screen}: PtyProgram): string | undefined => nameOf(screen.selected())

/** The second cell: the rest of the row may change without a key. */
const nameOf = (row: string | undefined): string | undefined => row?.split(/ {2,}/)[1]

const isOther = (before: string | undefined, now: string | undefined): boolean =>
  now !== undefined && now !== before
