import {createTracker, type Tracker} from './tracker.ts'

/** Who is expected to answer, by name. */
export type Expected = {
  readonly expected: readonly string[]
  /** Matching, but lost by gossip. */
  readonly dead: readonly string[]
}

/** All hosts of a job, by name: those who must answer, and those who did. */
export type Roster = {
  /** An unexpected one is added. */
  readonly of: (node: string) => Tracker
  readonly find: (node: string) => Tracker | undefined
  /** In the order of their names. */
  readonly all: () => readonly Tracker[]
}

export const createRoster = ({expected, dead}: Expected, capBytes: number): Roster => {
  const trackers = new Map<string, Tracker>()
  let sorted: readonly Tracker[] | undefined
  for (const node of dead) trackers.set(node, createTracker(node, 'dead', capBytes))
  for (const node of expected) trackers.set(node, createTracker(node, 'expected', capBytes))
  return {
    of: node => {
      const known = trackers.get(node)
      if (known !== undefined) return known
      const fresh = createTracker(node, 'unexpected', capBytes)
      trackers.set(node, fresh)
      sorted = undefined
      return fresh
    },
    find: node => trackers.get(node),
    all: () => {
      sorted ??= [...trackers.keys()].toSorted().flatMap(node => trackers.get(node) ?? [])
      return sorted
    },
  }
}
