import {type Host, isFinished, isUnderWay} from '../board/host.ts'

export type JudgeOptions = {
  /** When the host was last told; undefined where it was not. */
  readonly firedAt: (node: string) => number | undefined
  /** The time before is no silence: Consul could not be heard. */
  readonly heardSinceMs: number
  /** Whose failure or silence was waved through. */
  readonly waived: ReadonlySet<string>
  readonly answerWithinMs: number
  readonly endWithinMs: number
  readonly now: number
}

/** How the hosts of a wave stand, by name. */
export type Verdict = {
  readonly failed: readonly string[]
  /** They have not answered in time, or not ended in time. */
  readonly silent: readonly string[]
  /** Of the silent, those that have answered: they may end yet. */
  readonly overdue: readonly string[]
  /** Those that must still be waited for. */
  readonly open: readonly string[]
  readonly done: number
  /** When the next of the open will be too late. */
  readonly dueAtMs: number
}

export const judge = (hosts: readonly Host[], options: JudgeOptions): Verdict => {
  const {waived} = options
  const judged = hosts.filter(({node}) => !waived.has(node))
  const dueAt = new Map(judged.map(host => [host.node, dueAtOf(host, options)]))
  const isLate = ({node}: Host): boolean => (dueAt.get(node) ?? 0) <= options.now
  const unended = judged.filter(host => !isFinished(host))
  const open = unended.filter(host => !isLate(host))
  const late = unended.filter(isLate)
  return {
    failed: namesOf(judged.filter(({state}) => state === 'failed')),
    silent: namesOf(late),
    overdue: namesOf(late.filter(isUnderWay)),
    open: namesOf(open),
    done: judged.filter(({state}) => state === 'done').length,
    dueAtMs: Math.min(...open.map(({node}) => dueAt.get(node) ?? 0)),
  }
}

/** Of the unwell, those that are not at it: the others would run it twice. */
export const toBeToldAgain = ({failed, silent, overdue}: Verdict): readonly string[] =>
  [...failed, ...silent.filter(node => !overdue.includes(node))].toSorted()

const dueAtOf = (host: Host, options: JudgeOptions): number => {
  const {firedAt, heardSinceMs, answerWithinMs, endWithinMs} = options
  return Math.max(firedAt(host.node) ?? 0, heardSinceMs) + (isUnderWay(host) ? endWithinMs : answerWithinMs)
}

const namesOf = (hosts: readonly Host[]): readonly string[] => hosts.map(({node}) => node)
