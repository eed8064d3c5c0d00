import {type JobKey, parseJobKey} from '../protocol/keys.ts'

/** What a node has written that was not taken yet. Its phase is always among it, since it changes in its place. */
export type NodeKeys = {
  readonly node: string
  readonly ack?: string | undefined
  readonly phase?: string | undefined
  /** In the order of their numbers. */
  readonly chunks: readonly string[]
  readonly exit?: string | undefined
}

/** Sorts the keys of a job by node, and remembers which were taken. */
export type Listing = {
  readonly untaken: (keys: readonly string[]) => readonly NodeKeys[]
  readonly take: (key: string) => void
}

export const createListing = (folder: string): Listing => {
  const taken = new Set<string>()
  return {
    untaken: keys => {
      const fresh = keys.filter(key => !taken.has(key)).flatMap(key => parse(folder, key))
      return [...Map.groupBy(fresh, ({node}) => node)].map(([node, own]) => keysOf(node, own))
    },
    take: key => taken.add(key),
  }
}

type Parsed = {
  readonly key: string
  readonly node: string
  readonly kind: JobKey['kind']
  readonly chunk: number
}

const parse = (folder: string, key: string): readonly Parsed[] => {
  const parsed = parseJobKey(folder, key)
  if (parsed === undefined || parsed.kind === 'job') return []
  return [{key, node: parsed.node, kind: parsed.kind, chunk: parsed.kind === 'out' ? parsed.chunk : 0}]
}

const keysOf = (node: string, own: readonly Parsed[]): NodeKeys => {
  const keyOf = (wanted: JobKey['kind']) => own.find(({kind}) => kind === wanted)?.key
  // By number, because six digits sort before five.
  const chunks = own.filter(({kind}) => kind === 'out').toSorted((left, right) => left.chunk - right.chunk)
  return {
    node,
    ack: keyOf('ack'),
    phase: keyOf('phase'),
    chunks: chunks.map(({key}) => key),
    exit: keyOf('exit'),
  }
}
