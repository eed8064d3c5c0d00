import {hash} from 'node:crypto'
import type {KvEntry} from '../../api/kv-entry.ts'
import {type ScanSource, scanKeys, scanPiece} from './scan.ts'

/** What is kept of an entry to compare it: never its value. */
export type EntryMark = {
  /** Below the folder. */
  readonly name: string
  readonly bytes: number
  readonly flags: bigint
  readonly modifyIndex: string
  readonly digest: string
}

export type SideProgress = {readonly keys: number; readonly read: number; readonly bytes: number}

/**
 * All of a folder in byte order, a piece at a time. A piece is read to its end before it is passed on, so that no transfer
 * stands open while the other side catches up. Keys that are not UTF-8 cannot be named, and are left out.
 */
export async function* sideMarks(
  source: ScanSource,
  onProgress: (progress: SideProgress) => void,
): AsyncGenerator<readonly EntryMark[]> {
  const progress = {keys: 0, read: 0, bytes: 0}
  const keys = scanKeys(source, {forValues: true})
  for await (const {items, bytes} of keys.batches) {
    progress.keys += items.length
    progress.bytes += bytes
    onProgress({...progress})
  }
  for (const piece of keys.pieces()) {
    const marks: EntryMark[] = []
    for await (const {items, bytes} of scanPiece(source, piece)) {
      for (const entry of items) if (entry.key.isWellFormed()) marks.push(markOf(entry, source.folder))
      progress.read += items.length
      progress.bytes += bytes
      onProgress({...progress})
    }
    yield marks
  }
}

const markOf = ({key, value, flags, modifyIndex}: KvEntry, folder: string): EntryMark => ({
  name: key.slice(folder.length),
  bytes: value.length,
  flags,
  modifyIndex,
  digest: hash('sha256', value, 'base64'),
})
