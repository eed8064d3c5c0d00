import {beforeAll, describe, expect, inject, it} from 'vitest'
import {uniqueName, until} from '../support/cluster.ts'
import {playHosts} from '../support/event-hosts.ts'
import {exit, out} from '../support/job-writer.ts'
import {startManifestServer} from '../support/manifest-server.ts'
import {builtProgram} from './built-program.ts'
import {openShell} from './operator-shell.ts'

const {entry} = inject('cluster')

let program: string
beforeAll(async () => {
  program = await builtProgram()
})

const CTRL_C = '\x03'
const CTRL_D = '\x04'

/** In the operator's shell: a deploy to three hosts, one of which is first. */
async function startDeploy(...flags: readonly string[]) {
  const server = await startManifestServer()
  const event = uniqueName('deploy')
  const hosts = playHosts(event)
  const url = server.put('app.yml', 'commands: {pre: ["true"]}\n')
  const shell = await openShell(program)
  const start = () =>
    shell.start(
      `deploy ${event} ${url} --node ^c --wave 1,all ${flags.join(' ')}`,
      `CONSUL_HTTP_ADDR=${entry.httpAddress}`,
    )
  await start()
  await shell.untilShown(new RegExp(`Fire ${event} at 3 hosts\\? \\[y/N\\]`))
  return {shell, hosts, start}
}

describe('lictor deploy in a terminal', () => {
  it('asks before it fires, and after a halt, and does as it is told', async () => {
    const {shell, hosts} = await startDeploy()
    hosts.behave('c1', 'failed')
    shell.type('y\r')
    await shell.untilShown(/Halted: c1 failed\./)
    await shell.untilShown(/retry +fire anew for 1 host/)
    await shell.untilShown(/go +go on without them/)
    await shell.untilShown(/retry, go, stop\?/)
    expect(hosts.heard.map(({node}) => node)).toEqual(['c1'])
    hosts.behave('c1', 'done')
    shell.type('what\rretry\r')
    await shell.untilShown(/^3 done\.$/)
    await shell.untilEnded(0)
    expect(hosts.heard.map(({node}) => node).toSorted()).toEqual(['c1', 'c1', 'c2', 'c3'])
  })

  it('keeps its question on the last line while late hosts still speak', async () => {
    const {shell, hosts} = await startDeploy('--end-within', '1s')
    hosts.behave('c1', 'begins')
    shell.type('y\r')
    await shell.untilShown(/Halted: c1 did not end in time\./)
    const last = () => shell.terminal.text().findLast(row => row.trim() !== '')
    await shell.until(() => last()?.trim() === 'go, stop?')
    const [heard] = hosts.heard
    await hosts.say('c1', heard?.id ?? '', out('c1', 1, 'late\n'), exit('c1', 0))
    await shell.untilShown(/^c1 \| late$/)
    await shell.untilShown(/^c1 = exit 0/)
    await shell.until(() => last()?.trim() === 'go, stop?')
    shell.type('stop\r')
    await shell.untilShown(/^1 done\.$/)
    await shell.untilEnded(2)
  })

  it('fires nothing without a yes', async () => {
    for (const answer of ['\r', 'no\r', CTRL_D]) {
      const {shell, hosts} = await startDeploy()
      shell.type(answer)
      await shell.untilShown(/Nothing was fired\./)
      await shell.untilEnded(1)
      expect(hosts.heard).toEqual([])
    }
  })

  it('lets go with Ctrl-C, says who goes on, and how to go on with it', async () => {
    const {shell, hosts} = await startDeploy()
    hosts.behave('c1', 'begins')
    shell.type('y\r')
    await until(() => hosts.heard.length === 1, 'the first host')
    await shell.untilShown(/wave 1 of 2: 0 of 1 ended, 1 under way/)
    shell.type(CTRL_C)
    await shell.untilShown(/Ctrl-C: nothing more is begun\. c1 still runs and goes on to its end/)
    await shell.untilShown(/To go on: lictor deploy --resume [0-9a-f-]+/)
    await shell.untilEnded(130)
  })

  it('lets go with Ctrl-C at a question', async () => {
    const {shell, hosts} = await startDeploy()
    hosts.behave('c1', 'failed')
    shell.type('y\r')
    await shell.untilShown(/retry, go, stop\?/)
    shell.type(CTRL_C)
    await shell.untilShown(/To go on: lictor deploy --resume [0-9a-f-]+/)
    await shell.untilEnded(130)
  })
})
