import {type Host, type HostState, isFinished, isUnderWay} from '../../deploy/board/host.ts'
import {isListening, type JobState} from './job.ts'

/**
 * How a host is shown, the worst first. `waiting`: it has not answered, but has not had the time to; `unheard`: it was under
 * way when the job was given up, and nobody will hear of its end; `queued`: its wave has not begun.
 */
export const HOST_LOOKS = [
  'failed',
  'silent',
  'unheard',
  'dead',
  'waiting',
  'running',
  'acked',
  'queued',
  'done',
] as const

export type HostLook = (typeof HOST_LOOKS)[number]

/** A row of the board. */
export type HostRow = {
  readonly host: Host
  readonly look: HostLook
  /** Whole seconds of what goes on; exact for what has ended, absent where nobody knows. */
  readonly elapsedMs: number | undefined
  /** Of a deploy in several waves, which one, from 1. */
  readonly wave: number | undefined
}

/** An answer takes gossip a second or two; who says nothing for so long is worth a look. */
const PATIENCE_MS = 5_000

/** How many have not answered, but have not had the time to. */
export const countWaiting = (state: JobState, now: number): number =>
  state.hosts.filter(host => isWaiting(host, state, now)).length

const isWaiting = (host: Host, state: JobState, now: number): boolean =>
  host.state === 'silent' && state.stage === 'running' && now - toldAtMs(host, state) < PATIENCE_MS

/** At worst when the job began: who has told a host may not have said when. */
const toldAtMs = ({node}: Host, {course, firedAtMs, info}: JobState): number =>
  course?.firedAt.get(node) ?? firedAtMs ?? info.startedAtMs

/** Rows of a board at one moment. One in which nothing has changed is the same as before. */
export type HostRows = (state: JobState, now: number) => readonly HostRow[]

export const createHostRows = (): HostRows => {
  const known = new Map<string, HostRow>()
  let last: readonly HostRow[] = []
  return (state, now) => {
    const waveOf = wavesOf(state)
    const toldRows = state.hosts.map((host): HostRow => {
      const wave = waveOf.get(host.node)
      return {host, look: lookOf(host, state, now), elapsedMs: elapsedOf(host, state, now), wave}
    })
    const rows = [...toldRows, ...queuedRows(state, waveOf)].map(fresh => {
      const {node} = fresh.host
      const before = known.get(node)
      if (before !== undefined && isSame(before, fresh)) return before
      known.set(node, fresh)
      return fresh
    })
    if (rows.length !== last.length || rows.some((row, place) => row !== last[place])) last = rows
    return last
  }
}

const isSame = (left: HostRow, right: HostRow): boolean =>
  left.look === right.look &&
  left.elapsedMs === right.elapsedMs &&
  (left.host === right.host || (left.look === 'queued' && left.wave === right.wave))

/** Of one wave alone nothing is said. */
const wavesOf = ({course}: JobState): ReadonlyMap<string, number> => {
  const waves = course?.waves ?? []
  if (waves.length < 2) return new Map()
  return new Map(waves.flatMap(({nodes}, place) => nodes.map(node => [node, place + 1] as const)))
}

/** Those whom nobody has told anything yet. */
const queuedRows = ({hosts, course}: JobState, waveOf: ReadonlyMap<string, number>): readonly HostRow[] => {
  const told = new Set(hosts.map(({node}) => node))
  const nodes = course?.waves.flatMap(wave => wave.nodes) ?? []
  return nodes
    .filter(node => !told.has(node))
    .map(node => ({host: unheardOf(node), look: 'queued', elapsedMs: undefined, wave: waveOf.get(node)}))
}

const unheardOf = (node: string): Host => ({
  node,
  expectation: 'expected',
  state: 'silent',
  lastLine: '',
  bytes: 0,
  isCut: false,
})

const LOOKS: Readonly<Record<HostState, HostLook>> = {
  silent: 'silent',
  dead: 'dead',
  acked: 'acked',
  running: 'running',
  done: 'done',
  failed: 'failed',
}

const lookOf = (host: Host, state: JobState, now: number): HostLook => {
  if (!isListening(state)) return isUnderWay(host) ? 'unheard' : LOOKS[host.state]
  return isWaiting(host, state, now) ? 'waiting' : LOOKS[host.state]
}

const elapsedOf = (host: Host, state: JobState, now: number): number | undefined => {
  const {state: its, ackedAtMs, finishedAtMs} = host
  if (isFinished(host)) {
    return ackedAtMs === undefined || finishedAtMs === undefined ? undefined : finishedAtMs - ackedAtMs
  }
  const from = isUnderWay(host) ? ackedAtMs : its === 'silent' ? toldAtMs(host, state) : undefined
  if (from === undefined) return undefined
  const until = isListening(state) ? now : (state.endedAtMs ?? now)
  return Math.floor(Math.max(0, until - from) / 1_000) * 1_000
}
