import {onTestFinished} from 'vitest'
import {createConsulClient} from '../../src/api/client.ts'
import {deleteKey, listEntries, putKey} from '../../src/api/kv.ts'
import {transact} from '../../src/api/transaction.ts'

/** A colleague who changes keys behind the program's back, on a real agent. */
export function openColleague(address: string) {
  const client = createConsulClient({address})
  onTestFinished(() => client.close())
  const bytes = (value: string | Uint8Array) =>
    typeof value === 'string' ? new TextEncoder().encode(value) : value
  return {
    put: (key: string, value: string | Uint8Array, more: {readonly flags?: bigint} = {}) =>
      putKey(client, {key, value: bytes(value), ...more}),
    delete: (key: string) => deleteKey(client, {key}),
    /** Many keys in few requests. */
    async putAll(entries: Readonly<Record<string, string>>) {
      const all = Object.entries(entries)
      for (let at = 0; at < all.length; at += 64) {
        const operations = all
          .slice(at, at + 64)
          .map(([key, value]) => ({verb: 'set', key, value: bytes(value)}) as const)
        const {data} = await transact(client, operations)
        if (!data.ok) throw new Error(JSON.stringify(data.errors))
      }
    },
    entries: async (prefix: string) => (await listEntries(client, prefix)).data,
    client,
  }
}
