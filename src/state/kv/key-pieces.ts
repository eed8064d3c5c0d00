/** A part of the keys that one request reads: all that begin with `prefix`, or just the key of that name. */
export type KeyPiece = {
  readonly kind: 'prefix' | 'key'
  readonly prefix: string
  readonly count: number
}

export type KeyPieces = {
  /** Takes the next keys, in byte order; answers the pieces that no later key can change. */
  readonly add: (keys: readonly string[]) => readonly KeyPiece[]
  /** The pieces that are left once all keys are there. */
  readonly finish: () => readonly KeyPiece[]
}

type Counted = KeyPiece & {/** The ordinal of its first key. */ readonly first: number}

/**
 * Cuts all keys below `base` into pieces of at most `limit` keys, each as large as a prefix allows, in byte order. What it
 * holds is one number for each character of the last key, and the pieces that may still grow: never the keys.
 */
export const createKeyPieces = (base: string, limit: number): KeyPieces => {
  /** For each length of prefix of the last key, the ordinal of the first key that begins so too. */
  const starts: number[] = []
  let pending: Counted[] = []
  let last: string | undefined
  let seen = 0

  /** No key that begins with the first `depth` characters of the last one comes any more. */
  const close = (key: string, depth: number): void => {
    const fits = firstDepth(depth, key.length, length => seen - (starts[length] ?? 0) <= limit)
    const length = firstDepth(fits, key.length, at => key.slice(0, at).isWellFormed())
    const first = starts[length] ?? seen - 1
    while ((pending.at(-1)?.first ?? -1) >= first) pending.pop()
    pending.push({kind: 'prefix', prefix: key.slice(0, length), count: seen - first, first})
  }
  const take = (key: string): void => {
    const shared = last === undefined ? base.length - 1 : commonLength(last, key)
    if (last !== undefined && shared < last.length) close(last, Math.max(base.length, shared + 1))
    // A key that others go on from is in no piece but one that holds those as well.
    else if (last !== undefined) pending.push({kind: 'key', prefix: last, count: 1, first: seen - 1})
    starts.length = shared + 1
    for (let length = starts.length; length <= key.length; length++) starts[length] = seen
    last = key
    seen += 1
  }
  /** The pieces before the largest part that is still open and small enough. */
  const settled = (): readonly KeyPiece[] => {
    const open = firstDepth(base.length, last?.length ?? 0, length => seen - (starts[length] ?? 0) <= limit)
    const until = pending.findIndex(({first}) => first >= (starts[open] ?? seen))
    const done = until === -1 ? pending : pending.slice(0, until)
    pending = until === -1 ? [] : pending.slice(until)
    return done.map(pieceOf)
  }
  return {
    add: keys => {
      keys.forEach(take)
      return settled()
    },
    finish: () => {
      if (last !== undefined) close(last, base.length)
      return pending.map(pieceOf)
    },
  }
}

const pieceOf = ({kind, prefix, count}: Counted): KeyPiece => ({kind, prefix, count})

const firstDepth = (from: number, to: number, holds: (depth: number) => boolean): number => {
  let depth = from
  while (depth < to && !holds(depth)) depth += 1
  return depth
}

const commonLength = (left: string, right: string): number => {
  const end = Math.min(left.length, right.length)
  let at = 0
  while (at < end && left.charCodeAt(at) === right.charCodeAt(at)) at += 1
  return at
}
