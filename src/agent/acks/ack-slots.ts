import type {Clock} from '../../api/clock.ts'
import {type Acknowledgement, encodeAcknowledgement} from '../../deploy/protocol/acknowledgement.ts'
import {formatJobKey, type JobKey, jobFolder} from '../../deploy/protocol/keys.ts'
import {encodePhase, type PhaseReport} from '../../deploy/protocol/phase.ts'
import {dashboardWrite} from './dashboard.ts'
import type {AckWrite} from './deliver.ts'
import {createOutputBuffer, type OutputBuffer} from './output-buffer.ts'

/** Of whom, of what and whereto the acknowledgements are. */
export type AckTarget = {
  readonly eventId: string
  /** The event's name. */
  readonly event: string
  readonly node: string
  /** Of consul-kv-dashboard, where it is to be told too. */
  readonly category?: string | undefined
  /** Bytes of output at the most. */
  readonly maxOutput: number
}

export type AckStep = {
  readonly write: AckWrite
  readonly role: 'ack' | 'dashboard' | 'exit'
}

/** What waits to be written, the newest of each kind, and what of it is next. */
export type AckSlots = {
  readonly acknowledge: (acknowledgement: Acknowledgement) => void
  readonly phase: (report: PhaseReport) => void
  readonly output: (bytes: Uint8Array) => void
  readonly close: (exit: number) => void
  /** How long until something is to be written: 0 for now, `Infinity` where there is nothing. */
  readonly waitMs: () => number
  readonly take: () => AckStep | undefined
}

/** As remote exec has it: a piece is 4096 bytes, or what there is after half a second. */
const CHUNK = 4096
const OUTPUT_MS = 500
/** Where the writes are slower than the output, each takes more of it along. */
const LARGEST_CHUNK = 4 * CHUNK
/** Between two reports of the same phase, which differ only in their numbers. */
const PROGRESS_MS = 1_000

type Waiting = {
  ack?: Acknowledgement | undefined
  phase?: PhaseReport | undefined
  dashboard?: AckWrite | undefined
  exit?: number | undefined
  outputSinceMs?: number | undefined
  lastPhase?: {readonly name: string; readonly atMs: number} | undefined
  chunks: number
}

export const createAckSlots = (target: AckTarget, clock: Clock): AckSlots => {
  const {event, node, category} = target
  const output = createOutputBuffer(target.maxOutput)
  const waiting: Waiting = {chunks: 0}
  return {
    acknowledge: acknowledgement => {
      waiting.ack = acknowledgement
    },
    phase: report => {
      waiting.phase = report
      if (category === undefined) return
      const write = dashboardWrite({category, node}, event, report, clock.now())
      if (write) waiting.dashboard = write
    },
    output: bytes => {
      output.push(bytes)
      waiting.outputSinceMs ??= clock.now()
    },
    close: exit => {
      output.end()
      waiting.exit = exit
    },
    waitMs: () => {
      if (waiting.ack || waiting.dashboard || waiting.exit !== undefined) return 0
      return Math.min(phaseWait(waiting, clock.now()), outputWait(waiting, output.size, clock.now()))
    },
    take: () => takeStep(target, waiting, output, clock.now()),
  }
}

const takeStep = (
  target: AckTarget,
  waiting: Waiting,
  output: OutputBuffer,
  now: number,
): AckStep | undefined => {
  const {node} = target
  const {ack, phase, dashboard, exit} = waiting
  const isClosed = exit !== undefined
  if (ack) {
    waiting.ack = undefined
    return stepOf(target, {kind: 'ack', node}, encodeAcknowledgement(ack))
  }
  if (phase && (isClosed || phaseWait(waiting, now) === 0)) {
    waiting.phase = undefined
    waiting.lastPhase = {name: phase.phase, atMs: now}
    return stepOf(target, {kind: 'phase', node}, encodePhase(phase))
  }
  if (dashboard) {
    waiting.dashboard = undefined
    return {write: dashboard, role: 'dashboard'}
  }
  if (output.size > 0 && (isClosed || outputWait(waiting, output.size, now) === 0)) {
    const bytes = output.take(LARGEST_CHUNK)
    waiting.outputSinceMs = output.size > 0 ? now : undefined
    const chunk = waiting.chunks
    waiting.chunks += 1
    return stepOf(target, {kind: 'out', node, chunk}, bytes)
  }
  return isClosed ? stepOf(target, {kind: 'exit', node}, Buffer.from(String(exit))) : undefined
}

const stepOf = ({eventId}: AckTarget, key: JobKey, value: Uint8Array): AckStep => ({
  write: {key: jobFolder('_deploy', eventId) + formatJobKey(key), value},
  role: key.kind === 'exit' ? 'exit' : 'ack',
})

const phaseWait = ({phase, lastPhase}: Waiting, now: number): number => {
  if (phase === undefined) return Number.POSITIVE_INFINITY
  return phase.phase === lastPhase?.name ? untilAfter(lastPhase.atMs, PROGRESS_MS, now) : 0
}

const outputWait = ({outputSinceMs}: Waiting, size: number, now: number): number => {
  if (size === 0 || outputSinceMs === undefined) return Number.POSITIVE_INFINITY
  return size >= CHUNK ? 0 : untilAfter(outputSinceMs, OUTPUT_MS, now)
}

/** A clock that was set back makes no wait longer. */
const untilAfter = (sinceMs: number, ms: number, now: number): number =>
  Math.min(ms, Math.max(0, sinceMs + ms - now))
