import {expect, inject, onTestFinished, test} from 'vitest'
import {createConsulClient} from '../../src/api/client.ts'
import {openJob} from '../../src/deploy/history/open.ts'
import {until} from '../support/cluster.ts'
import {lictor} from './lictor.ts'

const {entry} = inject('cluster')

test('lictor exec leaves what the agents have said in the history', async () => {
  const env = {CONSUL_HTTP_ADDR: entry.httpAddress, USER: 'ann'}
  const {code, out} = await lictor(['exec', '--json', '--node', '^c1$', 'echo found; exit 4'], {env})
  expect(code).toBe(2)
  const begun = out
    .split('\n')
    .filter(line => line.includes('"begun"'))
    .map(line => JSON.parse(line))
  const client = createConsulClient({address: entry.httpAddress})
  const job = openJob({client}, begun[0].id)
  onTestFinished(async () => {
    job.close()
    await client.close()
  })
  await until(() => job.board.snapshot().isComplete, 'the board')
  expect(job.kept()?.record).toMatchObject({kind: 'exec', command: 'echo found; exit 4', expected: ['c1']})
  expect(job.kept()?.record.by).toMatch(/^ann@/)
  expect(job.board.snapshot().hosts).toMatchObject([{node: 'c1', state: 'failed', exitCode: 4}])
  expect(job.board.output('c1').text).toBe('found\n')
})
