import {printableLine, printableLines} from '../../terminal/printable.ts'
import {displayWidth} from '../../terminal/width.ts'
import type {BoardEvent} from './board-events.ts'
import {describeCut, describeExit} from './host-words.ts'
import {createOpenLines} from './open-lines.ts'

/** Makes lines for people of what happens on a board. */
export type BoardPrinter = {
  readonly lines: (events: readonly BoardEvent[]) => readonly string[]
  /** What hosts have begun to write and not ended. */
  readonly rest: () => readonly string[]
}

export type TextOptions = {
  /** Whose names stand one below the other. */
  readonly nodes: readonly string[]
  /** Then what the hosts write is made fit for it; else it stays as it is. */
  readonly isTerminal: boolean
}

/** A name that is longer stands out. */
const WIDEST = 32

/** Every line begins with its node: `c1 | output`, `c1 : phase`, `c1 = exit 0`. */
export const createTextPrinter = ({nodes, isTerminal}: TextOptions): BoardPrinter => {
  const open = createOpenLines()
  const widths = nodes.map(node => displayWidth(printableLine(node)))
  const width = Math.min(WIDEST, Math.max(0, ...widths))
  const label = (node: string): string => {
    const name = printableLine(node)
    return name + ' '.repeat(Math.max(0, width - displayWidth(name)))
  }
  const written = (node: string, lines: readonly string[]): readonly string[] =>
    lines
      .flatMap(line => (isTerminal ? printableLines(line.replace(/\r$/, '')) : [line]))
      .map(line => (line === '' ? `${label(node)} |` : `${label(node)} | ${line}`))
  const line = (event: BoardEvent): readonly string[] => {
    switch (event.type) {
      case 'ack':
        return []
      case 'phase':
        return [`${label(event.host.node)} : ${event.host.phase?.phase}`]
      case 'output':
        return written(event.node, open.add(event.node, event.text))
      case 'cut':
        return [`${label(event.host.node)} : ${describeCut(event.host)}`]
      case 'quiet':
        // A question that waits for an answer ends in no newline.
        return written(event.node, open.close(event.node))
      case 'exit': {
        const {host} = event
        return [...written(host.node, open.close(host.node)), `${label(host.node)} = ${describeExit(host)}`]
      }
    }
  }
  return {
    lines: events => events.flatMap(line),
    rest: () => open.closeAll().flatMap(({node, line}) => written(node, [line])),
  }
}
