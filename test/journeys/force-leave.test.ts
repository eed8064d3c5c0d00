import {expect, test} from 'vitest'
import {requestJson} from '../../src/demo/consul-http.ts'
import {startPrivateCluster, until} from '../support/cluster.ts'
import {openUi} from '../support/driver.ts'

/** A host is dead for good. Its member is forced to leave, which an accidental Enter cannot do. */
test('a failed member is forced to leave, behind a question that starts on Cancel', async () => {
  const cluster = await startPrivateCluster({topology: {dc1: {servers: 1, clients: 1}}})
  try {
    const server = cluster.agent('s1')
    const ui = await openUi({address: server.httpAddress, view: 'members', columns: 120, rows: 40})
    await ui.see(/^alive +c1/)
    await ui.see('servers 1/1 alive, quorum 1, no more may fail')
    await ui.filter('node:c1')
    await ui.onRow('c1')
    await ui.press('member.forceLeave')
    await ui.see('c1 is alive; only a failed member can be forced to leave')

    await cluster.kill('c1')
    await ui.see(/^failed +c1/)
    await ui.press('member.forceLeave')
    await ui.see('Force c1 to leave?')
    await ui.marked('Cancel')
    await ui.press('dialog.take')
    await ui.gone('Force c1 to leave?')
    expect(await memberStatuses(server.httpAddress)).toMatchObject({c1: FAILED})

    await ui.press('member.forceLeave')
    await ui.confirm('Force leave')
    await ui.see('c1 was told to leave')
    await until(async () => (await memberStatuses(server.httpAddress)).c1 === LEFT, 'gossip to say left')
    await ui.press('refresh')
    await ui.see(/^left +c1/)
    await ui.close()
  } finally {
    await cluster.stop()
  }
})

// https://developer.hashicorp.com/consul/api-docs/agent#list-members
const LEFT = 3
const FAILED = 4

async function memberStatuses(address: string): Promise<Readonly<Record<string, number>>> {
  const members = (await requestJson(address, '/v1/agent/members')) as {Name: string; Status: number}[]
  return Object.fromEntries(members.map(({Name, Status}) => [Name, Status]))
}
