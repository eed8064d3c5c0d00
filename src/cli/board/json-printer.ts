import {printableJsonLine} from '../printable-json.ts'
import type {BoardEvent} from './board-events.ts'

/** What happens on a board as lines of JSON; nothing in them can do more than print. */
export const jsonLines = (events: readonly BoardEvent[]): readonly string[] =>
  events.filter(({type}) => type !== 'quiet').map(event => printableJsonLine(fieldsOf(event)))

const fieldsOf = (event: BoardEvent): object => {
  const {type} = event
  if (type === 'output' || type === 'quiet') return event
  const {node, expectation, phase, bytes, isCut, exitCode, ackedAtMs, finishedAtMs} = event.host
  if (type === 'ack') return {type, node, expectation, at: timeOf(ackedAtMs)}
  if (type === 'phase') return {type, node, ...phase}
  if (type === 'cut') return {type, node, bytes}
  return {type, node, exitCode: exitCode ?? null, at: timeOf(finishedAtMs), bytes, isCut}
}

const timeOf = (ms: number | undefined): string | null =>
  ms === undefined ? null : new Date(ms).toISOString()
