import {EventEmitter} from 'node:events'
import type {TtyOutput} from '../../src/terminal/tty.ts'

/** A terminal's output side that keeps what is written, can stall, and can die. */
export function createFakeTty(columns: number, rows: number) {
  const events = new EventEmitter()
  const writes: string[] = []
  const size = {columns, rows}
  let isStalled = false
  let failure: Error | undefined
  const output: TtyOutput = {
    get columns() {
      return size.columns
    },
    get rows() {
      return size.rows
    },
    isTTY: true,
    write(text, callback) {
      if (failure) {
        callback?.(failure)
        return false
      }
      writes.push(text)
      return !isStalled
    },
    on: (event, listener) => events.on(event, listener),
    off: (event, listener) => events.off(event, listener),
  }
  return {
    output,
    writes,
    /** Everything written since the last call. */
    take: () => writes.splice(0).join(''),
    stall() {
      isStalled = true
    },
    drain() {
      isStalled = false
      events.emit('drain')
    },
    resize(toColumns: number, toRows: number) {
      size.columns = toColumns
      size.rows = toRows
      events.emit('resize')
    },
    fail(error: Error) {
      failure = error
    },
    emitError: (error: Error) => events.emit('error', error),
  }
}
