import type {ConsulClient} from '../../src/api/client.ts'
import type {KvOperation} from '../../src/api/kv-operation.ts'
import {transact} from '../../src/api/transaction.ts'
import {type Acknowledgement, encodeAcknowledgement} from '../../src/deploy/protocol/acknowledgement.ts'
import {formatJobKey, type JobKey, type JobRoot, jobFolder} from '../../src/deploy/protocol/keys.ts'
import {encodePhase, type PhaseReport} from '../../src/deploy/protocol/phase.ts'
import {bytes} from './kv-tools.ts'

/** A key that a host writes. */
export type Word = {readonly key: JobKey; readonly value: Uint8Array}

/** What a host says to a job, as keys below its folder. */
export const ack = (node: string, value?: Acknowledgement): Word => ({
  key: {kind: 'ack', node},
  value: value === undefined ? new Uint8Array() : encodeAcknowledgement(value),
})

export const out = (node: string, chunk: number, value: string | Uint8Array): Word => ({
  key: {kind: 'out', node, chunk},
  value: typeof value === 'string' ? bytes(value) : value,
})

export const phase = (node: string, report: PhaseReport): Word => ({
  key: {kind: 'phase', node},
  value: encodePhase(report),
})

export const exit = (node: string, code: number | string): Word => ({
  key: {kind: 'exit', node},
  value: bytes(String(code)),
})

type Job = {readonly root: JobRoot; readonly id: string; readonly session?: string | undefined}

/** Speaks for hosts that are not there: writes what they would write, in order, and with the job's session if it has one. */
export const openJobWriter =
  (client: ConsulClient, {root, id, session}: Job) =>
  async (...words: readonly Word[]): Promise<void> => {
    for (let at = 0; at < words.length; at += 64) {
      const operations = words.slice(at, at + 64).map(({key, value}): KvOperation => {
        const content = {key: jobFolder(root, id) + formatJobKey(key), value}
        return session === undefined ? {verb: 'set', ...content} : {verb: 'lock', ...content, session}
      })
      const {data} = await transact(client, operations)
      if (!data.ok) throw new Error(JSON.stringify(data.errors))
    }
  }
