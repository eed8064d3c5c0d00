import {createHash, randomUUID} from 'node:crypto'
import {readFileSync, renameSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {type Decoder, field, number, object, recordOf, text} from '../../api/decode.ts'
import type {UserEvent} from '../../api/event.ts'
import {sentence} from '../trouble.ts'

/** What a look at the events brought to light. */
export type Sighting = {
  /** To be run, the oldest first. */
  readonly fresh: readonly UserEvent[]
  /** Too old to be run by now: heard while nobody looked, or waiting since. */
  readonly missed: readonly {readonly event: UserEvent; readonly sinceMs: number}[]
  /** Whether nobody has ever looked here before: then nothing is fresh. */
  readonly isFirst: boolean
}

export type Look = {
  readonly events: readonly UserEvent[]
  /** Who listens: as long as it stays the same, what is new has been heard just now. */
  readonly listener: string
  readonly isDone: (id: string) => boolean
}

/**
 * When each event of one name was first heard, as far as can be told: Consul does not keep times, but what was not there
 * at the last look was heard since. Survives every process, so that a restart runs what came meanwhile and nothing older.
 */
export type Sightings = {readonly look: (look: Look) => Sighting}

type Memory = {
  readonly event: string
  /** Of the last look. */
  readonly atMs: number
  readonly listener: string
  /** By ID: the earliest time at which it can have been heard; 0 for what was there at the very first look. */
  readonly heard: Readonly<Record<string, number>>
}

export type SightingsOptions = {
  readonly folder: string
  readonly event: string
  /** What may have been heard longer ago than this is not run any more. */
  readonly maxAgeMs: number
  readonly now: () => number
  readonly log: (line: string) => void
}

/** Twice the ring of a Consul agent. */
const KEPT = 512

export const createSightings = (options: SightingsOptions): Sightings => {
  const {folder, event, maxAgeMs, now} = options
  const path = join(folder, `heard-${createHash('sha256').update(event).digest('hex').slice(0, 16)}.json`)
  return {
    look: ({events, listener, isDone}) => {
      const memory = read(path)
      const atMs = now()
      const sinceMs = memory === undefined ? 0 : listener === memory.listener ? atMs : memory.atMs
      const known = new Map(Object.entries(memory?.heard ?? {}))
      for (const {id} of events) known.set(id, known.get(id) ?? sinceMs)
      const heard = Object.fromEntries([...known].slice(-KEPT))
      remember(path, {event, atMs, listener, heard}, options.log)
      const open = events
        .filter(({id}) => !isDone(id))
        .map(one => ({event: one, sinceMs: heard[one.id] ?? sinceMs}))
        .filter(one => one.sinceMs > 0)
        .sort((a, b) => a.event.lTime - b.event.lTime)
      return {
        fresh: open.filter(one => atMs - one.sinceMs <= maxAgeMs).map(one => one.event),
        missed: open.filter(one => atMs - one.sinceMs > maxAgeMs),
        isFirst: memory === undefined,
      }
    },
  }
}

/** What cannot be read counts as never written: then nothing old is run. */
const read = (path: string): Memory | undefined => {
  try {
    return decode(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    return undefined
  }
}

const decode: Decoder<Memory> = object(memory => ({
  event: field(memory, 'event', text),
  atMs: field(memory, 'atMs', number),
  listener: field(memory, 'listener', text),
  heard: field(memory, 'heard', recordOf(number)),
}))

/**
 * Never half of it, whoever reads meanwhile. Where it cannot be written the next process knows less, and so runs less: what is
 * run is in the journal.
 */
const remember = (path: string, memory: Memory, log: (line: string) => void): void => {
  const part = `${path}.${randomUUID()}.part`
  try {
    writeFileSync(part, JSON.stringify(memory), {flag: 'wx', mode: 0o600})
    renameSync(part, path)
  } catch (error) {
    log(`${memory.event}: what has been heard cannot be written down: ${sentence(error)}`)
  }
}
