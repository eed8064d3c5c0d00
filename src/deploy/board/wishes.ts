import type {JobRoot} from '../protocol/keys.ts'
import {isFinished} from './host.ts'
import type {Listing, NodeKeys} from './listing.ts'
import type {Roster} from './roster.ts'
import type {Tracker} from './tracker.ts'

/** A key whose value is to be read, and what is then done with it. */
export type Wish = {readonly key: string; readonly node: string; readonly apply: (value: Uint8Array) => void}

/** Works out what is worth reading of the keys that a node has written. */
export type Wishes = {
  /** In the order in which the values must be applied: a chunk after the one before it, the exit code last. */
  readonly news: (keys: NodeKeys, atMs: number | undefined) => readonly Wish[]
  readonly phase: (keys: NodeKeys, atMs: number | undefined) => readonly Wish[]
}

type WishesDeps = {
  readonly root: JobRoot
  readonly roster: Roster
  readonly listing: Listing
  readonly onOutput: (node: string, text: string) => void
}

/** Of one host at a time, so that one that writes much does not keep the others waiting. */
const CHUNKS = 16

const nothing = new Uint8Array()

export const createWishes = ({root, roster, listing, onOutput}: WishesDeps): Wishes => {
  const tell = (node: string, text: string): void => {
    if (text !== '') onOutput(node, text)
  }

  /** What needs no reading: all after the end, output beyond the cap, and the empty word of a remote exec. */
  const passOver = (keys: NodeKeys, tracker: Tracker, atMs: number | undefined): NodeKeys => {
    const {node, ack, chunks, exit} = keys
    if (isFinished(tracker.host())) {
      for (const key of [ack, ...chunks, exit]) if (key !== undefined) listing.take(key)
      return {node, chunks: []}
    }
    if (root === '_rexec' && ack !== undefined) {
      listing.take(ack)
      tracker.acknowledge(nothing, atMs)
    }
    if (!tracker.isFull() || chunks.length === 0) return root === '_rexec' ? {node, chunks, exit} : keys
    tracker.cut(atMs)
    for (const key of chunks) listing.take(key)
    return {node, ack, chunks: [], exit}
  }
  return {
    news: (keys, atMs) => {
      const {node} = keys
      const tracker = roster.of(node)
      const {ack, chunks, exit} = passOver(keys, tracker, atMs)
      const take = (key: string | undefined, apply: (value: Uint8Array) => void): readonly Wish[] => {
        if (key === undefined) return []
        const taken = (value: Uint8Array): void => {
          listing.take(key)
          apply(value)
        }
        return [{key, node, apply: taken}]
      }
      return [
        ...take(ack, value => tracker.acknowledge(value, atMs)),
        ...chunks
          .slice(0, CHUNKS)
          .flatMap(key => take(key, value => tell(node, tracker.addChunk(value, atMs)))),
        ...(chunks.length <= CHUNKS ? take(exit, value => tell(node, tracker.finish(value, atMs))) : []),
      ]
    },
    phase: ({node, phase}, atMs) => {
      const tracker = roster.of(node)
      if (phase === undefined || isFinished(tracker.host())) return []
      return [{key: phase, node, apply: value => tracker.setPhase(value, atMs)}]
    },
  }
}
