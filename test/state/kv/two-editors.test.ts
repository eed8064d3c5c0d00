import {fork} from 'node:child_process'
import {once} from 'node:events'
import {fileURLToPath} from 'node:url'
import {expect, inject, onTestFinished, test} from 'vitest'
import {createConsulClient} from '../../../src/api/client.ts'
import {putKey, readKey} from '../../../src/api/kv.ts'
import {uniqueName} from '../../support/cluster.ts'
import {type Account, editInRounds} from './editing.ts'

const {entry: agent} = inject('cluster')
const address = agent.httpAddress

const SECOND = fileURLToPath(new URL('second-editor.ts', import.meta.url))
const ROUNDS = 200

/** Both at full speed, on one key, from two processes: whatever is overwritten has been shown to somebody before. */
test('of two who edit one key nothing is lost', async () => {
  const client = createConsulClient({address})
  onTestFinished(() => client.close())
  const key = uniqueName('two-editors')
  await putKey(client, {key, value: new TextEncoder().encode('first line\nlast line\n')})

  const child = fork(SECOND, [address, key, String(ROUNDS)])
  onTestFinished(() => void child.kill())
  const told = once(child, 'message')
  const mine = await editInRounds({address, key, name: 'mine', rounds: ROUNDS})
  const [theirs] = (await told) as [Account] // what second-editor.ts sends

  const {data} = await readKey(client, key)
  const lines = new TextDecoder().decode(data?.value).split('\n')
  const wanted = ['mine', 'second'].flatMap(name =>
    Array.from({length: ROUNDS}, (_, round) => `${name} ${round}`),
  )
  expect(lines.toSorted()).toEqual([...wanted, 'first line', 'last line', ''].toSorted())
  // Each write has an index of its own, and they really got in each other's way.
  expect(new Set([...mine.written, ...theirs.written]).size).toBe(2 * ROUNDS)
  expect(mine.conflicts + theirs.conflicts).toBeGreaterThan(0)
  expect(mine.clashes + theirs.clashes).toBeGreaterThan(0)
})
