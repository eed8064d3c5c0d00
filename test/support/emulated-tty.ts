import {EventEmitter} from 'node:events'
import type {TtyOutput} from '../../src/terminal/tty.ts'
import {createVirtualTerminal} from '../terminal/virtual-terminal.ts'

const PATIENCE_MS = 25_000

/** A terminal's output side, shown by a real terminal emulator, with conditions to wait for. */
export function createEmulatedTty(columns: number, rows: number) {
  const terminal = createVirtualTerminal(columns, rows)
  const events = new EventEmitter()
  const waiting = new Set<() => void>()
  const written: string[] = []
  const size = {columns, rows}
  const check = () => {
    for (const look of waiting) look()
  }
  const output: TtyOutput = {
    get columns() {
      return size.columns
    },
    get rows() {
      return size.rows
    },
    isTTY: true,
    write(text) {
      written.push(text)
      void terminal.write(text).then(check)
      return true
    },
    on: (event, listener) => events.on(event, listener),
    off: (event, listener) => events.off(event, listener),
  }
  const describe = () => frameOf(terminal.text())
  return {
    output,
    terminal,
    lines: terminal.text,
    check,
    describe,
    /** Everything written so far. */
    bytes: () => written.join(''),
    /** The text of the last line that is inverse from its first column on: the cursor bar. */
    inverseLine: () => (terminal.text()[terminal.cells().findLastIndex(isBar)] ?? '').replace(/ │.*/, ''),
    /** Every stretch of inverse text on the screen. */
    inverseTexts: () => terminal.cells().flatMap(inverseRuns),
    resize(toColumns: number, toRows: number) {
      size.columns = toColumns
      size.rows = toRows
      terminal.resize(toColumns, toRows)
      events.emit('resize')
    },
    /** Looks again at every frame and every key; rejects with the last frame when patience ends. */
    until(condition: () => boolean, what: string): Promise<void> {
      return new Promise((resolve, reject) => {
        const end = (settle: () => void) => {
          clearTimeout(timer)
          waiting.delete(look)
          settle()
        }
        const look = () => {
          if (condition()) end(resolve)
        }
        const giveUp = () => end(() => reject(new Error(`Waited in vain for ${what}.\n${describe()}`)))
        const timer = setTimeout(giveUp, PATIENCE_MS)
        waiting.add(look)
        look()
      })
    },
  }
}

const INVERSE_CELL = String.raw`\[(?:[^|]*|\|)\|[^\]]*inverse[^\]]*\]`

function inverseRuns(cells: string): readonly string[] {
  const runs = cells.match(new RegExp(`(?:${INVERSE_CELL})+`, 'gu')) ?? []
  return runs.map(run => run.replaceAll(/\[(.*?)\|[^\]]*\]/gu, '$1').trim())
}

/** Over the whole width, or up to a pane beside the list. */
function isBar(cells: string): boolean {
  return /^\[.\|[^\]]*inverse/u.test(cells) && /inverse[^\]]*\](?:$|(?: |\[ \|dim\])\[│\|)/.test(cells)
}

function frameOf(lines: readonly string[]): string {
  return lines.map(line => `  | ${line}`).join('\n')
}
