import {readFile, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {startPrivateCluster} from '../support/cluster.ts'
import {openUi} from '../support/driver.ts'

/** A changed configuration file takes effect when the operator says so, having read what else a reload does. */
test('the asked agent reads its configuration again', async () => {
  const cluster = await startPrivateCluster({topology: {dc1: {servers: 1, clients: 0}}})
  try {
    const {name, httpAddress} = cluster.entry
    const file = join(cluster.directory, name, 'agent.json')
    const config = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>
    const ui = await openUi({address: httpAddress})
    await ui.see(/passing +consul/)
    await writeFile(file, JSON.stringify({...config, services: [{name: 'from-the-file', port: 1}]}))

    await ui.press('agent.reload')
    await ui.see('Reload the configuration of the asked agent?')
    expect(ui.screen().join('\n')).toContain('Its watches run again with the events they have already seen.')
    await ui.confirm('Reload')
    await ui.see('the agent has reloaded its configuration')
    await ui.see(/passing +from-the-file/)
    await ui.close()
  } finally {
    await cluster.stop()
  }
})
