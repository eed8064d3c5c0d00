import {expect, test} from 'vitest'
import {register} from '../support/agent-calls.ts'
import {startPrivateCluster} from '../support/cluster.ts'
import {openUi} from '../support/driver.ts'

/** The leader and one more of three servers die: the data stays, a banner says what it is worth, and no write is tried until a leader is back. */
test('without a leader the data stays under a banner and writes are refused, until there is one again', async () => {
  const cluster = await startPrivateCluster({topology: {dc1: {servers: 3, clients: 1}}})
  try {
    await register(cluster.entry.httpAddress, {Name: 'orders'})
    const ui = await openUi({address: cluster.entry.httpAddress, columns: 140})
    await ui.see(/passing +orders/)
    const leader = /leader (s\d)/.exec(await ui.see(/leader s\d/))?.[1] ?? ''
    const dead = [leader, leader === 's1' ? 's2' : 's1']

    await Promise.all(dead.map(name => cluster.kill(name)))
    await ui.see('No leader: these are stale reads')
    await ui.see('◌ stale')
    expect(ui.screen().join('\n')).toMatch(/passing +orders/)
    await ui.press('services.register')
    await ui.see(/▲ Register a service from a file: no server leads/)

    await Promise.all(dead.map(name => cluster.restart(name)))
    await ui.gone('No leader')
    await ui.see('● live')
    await ui.see(/passing +orders/)
    await ui.press('services.register')
    await ui.see('Register from file:')
    await ui.close()
  } finally {
    await cluster.stop()
  }
})
