import {inject, onTestFinished, test} from 'vitest'
import {register} from '../support/agent-calls.ts'
import {uniqueName} from '../support/cluster.ts'
import {openUi} from '../support/driver.ts'
import {createFaultProxy} from '../support/fault-proxy.ts'

const {entry} = inject('cluster')

/** A change whose answer never comes is neither done nor undone, and the screen says both at the time and afterwards. */
test('a change that the agent does not answer is waited for in sight, and its end is left open', async () => {
  const name = uniqueName('unanswered')
  await register(entry.httpAddress, {Name: name})
  const proxy = await createFaultProxy({target: entry.httpAddress})
  onTestFinished(proxy.close)
  const ui = await openUi({address: proxy.address, columns: 160})
  await ui.openService(name)
  await ui.onRow(name)
  await ui.pressWhenKnown('instance.deregister')
  proxy.set({kind: 'hang'}, /deregister/)
  await ui.confirm('Deregister')
  await ui.see('… Deregister: waiting for the agent')
  await ui.see(/stayed silent for 10 s.*It may have happened all the same, or happen yet/)
  await ui.gone('waiting for the agent')
})
