import type {Navigation, RouteEntry} from './navigation.ts'

/** Work that belongs to one screen: it goes on while another lies above, and ends when the screen has left the stack. */
export type PerEntry<T> = {
  readonly of: (entry: RouteEntry) => T
  /** What is there already. */
  readonly known: (entry: RouteEntry) => T | undefined
}

export const createPerEntry = <T extends {readonly stop: () => unknown}>(
  navigation: Navigation,
  create: (entry: RouteEntry) => T,
): PerEntry<T> => {
  const known = new Map<RouteEntry, T>()
  navigation.store.subscribe(({stacks}) => {
    if (known.size === 0) return
    const there = new Set(Object.values(stacks).flat())
    for (const [entry, own] of known) {
      if (there.has(entry)) continue
      own.stop()
      known.delete(entry)
    }
  })
  return {
    known: entry => known.get(entry),
    of: entry => {
      const own = known.get(entry) ?? create(entry)
      known.set(entry, own)
      return own
    },
  }
}
