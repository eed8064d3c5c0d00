import type {ConsulClient} from '../../api/client.ts'
import type {Clock} from '../../api/clock.ts'
import {type ConsulError, isConsulError} from '../../api/errors.ts'
import type {JobRecord} from './record.ts'
import {createRecordWriter} from './record-writer.ts'

export type KeeperOptions = {
  readonly client: ConsulClient
  readonly clock: Clock
  readonly datacenter?: string | undefined
  /** The ModifyIndex of the record that is gone on with; a new one must not exist yet. */
  readonly index?: string | undefined
  /** Why the last try to write failed; undefined after one that did not. */
  readonly onTrouble: (trouble: ConsulError | undefined) => void
  /** Somebody else has written it: the job is theirs now. */
  readonly onLost: () => void
}

/** Writes the record of a job that goes on, always the newest, and only as long as nobody else does. */
export type Keeper = {
  readonly keep: (record: JobRecord) => void
  /** Resolves once what was kept is written, or was tried in vain for now. */
  readonly settled: () => Promise<void>
  /** The same; afterwards nothing is tried again. */
  readonly close: () => Promise<void>
}

const RETRY_MS = 2_000

/** Kinds that trying again cannot mend. */
const isFinal = ({kind}: ConsulError): boolean =>
  kind === 'forbidden' || kind === 'readOnly' || kind === 'invalid'

export const createKeeper = (options: KeeperOptions): Keeper => {
  const {clock, onTrouble, onLost} = options
  const write = createRecordWriter(options)
  const closing = new AbortController()
  let wanted: JobRecord | undefined
  let isLost = false
  let pumping: Promise<void> | undefined
  let trying: Promise<void> | undefined

  /** What could not be written stays wanted, unless there is something newer. */
  const attempt = async (record: JobRecord): Promise<void> => {
    try {
      isLost = !(await write(record))
      if (isLost) onLost()
      else onTrouble(undefined)
    } catch (error) {
      if (!isConsulError(error)) throw error
      onTrouble(error)
      if (!isFinal(error)) wanted ??= record
    }
  }
  const pump = async (): Promise<void> => {
    while (wanted !== undefined && !isLost) {
      const record = wanted
      const isLast = closing.signal.aborted
      wanted = undefined
      trying = attempt(record)
      await trying
      trying = undefined
      if (wanted === record) {
        if (isLast) break
        await clock.sleep(RETRY_MS, closing.signal)
      }
    }
    pumping = undefined
  }
  const settled = async (): Promise<void> => {
    while (trying !== undefined) await trying
  }
  return {
    keep: record => {
      wanted = record
      pumping ??= pump()
    },
    settled,
    close: async () => {
      await settled()
      closing.abort()
      await pumping
    },
  }
}
