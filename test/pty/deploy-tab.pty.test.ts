import {beforeAll, inject, it, onTestFinished} from 'vitest'
import {createConsulClient} from '../../src/api/client.ts'
import {listKeys} from '../../src/api/kv.ts'
import {until} from '../support/cluster.ts'
import {builtProgram} from './built-program.ts'
import {openShell} from './operator-shell.ts'

const {entry} = inject('cluster')

let program: string
beforeAll(async () => {
  program = await builtProgram()
})

const CTRL_C = '\x03'

/** Ctrl-C always quits, and the operator has their shell back; what lay in Consul for the exec goes first. */
it('lictor deploy without more opens the tab, and Ctrl-C there takes the keys of an exec away', async () => {
  const client = createConsulClient({address: entry.httpAddress})
  onTestFinished(client.close)
  const folders = async () => (await listKeys(client, '_rexec/', {separator: '/'})).data
  const before = new Set(await folders())
  const shell = await openShell(program)
  await shell.start('deploy', `CONSUL_HTTP_ADDR=${entry.httpAddress}`)
  await shell.untilShown(/^Deploy/m)
  shell.type('x')
  await shell.untilShown(/Run on agents: /)
  shell.type('sleep 5\r')
  await shell.untilShown(/On: /)
  shell.type('node:^c1$\r')
  await shell.untilShown(/Run this on agents\?/)
  shell.type('\t\r')
  await shell.untilShown(/(acked|running) +c1/)
  const own = (await folders()).filter(folder => !before.has(folder))
  shell.type(CTRL_C)
  await shell.untilEnded(0)
  await until(async () => {
    const left = await folders()
    return own.length > 0 && !own.some(folder => left.includes(folder))
  }, 'its keys to go')
})
