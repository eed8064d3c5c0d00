import {expect, onTestFinished, test} from 'vitest'
import {createConsulClient} from '../../src/api/client.ts'
import {createApp} from '../../src/state/app.ts'
import {identityQuery} from '../../src/state/queries/identity.ts'
import {type LanMembers, lanMembersQuery} from '../../src/state/queries/members.ts'
import {instanceActions} from '../../src/views/instance-actions.ts'
import {createController} from '../../src/views/keymap/controller.ts'
import {keysOf, tableFor} from '../../src/views/routes.tsx'
import {aMember, aNode, anInstance} from '../state/samples.ts'

function openApp() {
  // Nothing listens there: a request that is sent fails with another reason than the one expected.
  const client = createConsulClient({address: 'http://127.0.0.1:1'})
  const app = createApp({
    client,
    tenancy: {consistency: 'default'},
    initialTab: 'services',
    tableFor,
    host: {
      quit: () => undefined,
      suspend: () => undefined,
      copy: () => undefined,
      readFile: () => Promise.reject(new Error('there is no file here')),
      editFile: () => Promise.reject(new Error('there is no editor here')),
      repaint: () => undefined,
    },
  })
  onTestFinished(async () => {
    app.stop()
    await client.close()
  })
  const context = app.queryContext()
  const agent = {nodeName: 'c1', nodeId: '', datacenter: 'dc1', server: false, version: '1.8.7', dns: {}}
  app.live.storeOf(identityQuery(context)).setState({data: {agent}})
  const know = (members: LanMembers['members'] = []) =>
    app.live.storeOf(lanMembersQuery(context)).setState({data: {members, nodes: [], coordinates: []}})
  return {app, know, context: createController(app, keysOf).context()}
}

test('a question that was asked of the catalog is not carried out once an agent owns the instance', async () => {
  const {app, know, context} = openApp()
  know()
  const instance = anInstance({node: aNode({name: 'printer'})})
  const deregister = instanceActions(() => instance).find(({id}) => id === 'instance.deregister')
  deregister?.run(context)
  const question = app.dialog.store.getState().current
  expect(question?.title).toBe('Deregister web-1?')
  know([aMember({name: 'printer'})])
  await expect(question?.run()).rejects.toThrow('only the agent on printer can do that')
})
