import {beforeAll, expect, inject, it, onTestFinished} from 'vitest'
import {createConsulClient} from '../../src/api/client.ts'
import {listEntries} from '../../src/api/kv.ts'
import {uniqueName} from '../support/cluster.ts'
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
  const name = uniqueName('left')
  /** Keys of execs of this command. */
  const jobs = async () => {
    const {data} = await listEntries(client, '_rexec/')
    return data.filter(({value}) => Buffer.from(value).toString().includes(name)).map(({key}) => key)
  }
  const shell = await openShell(program)
  await shell.start('deploy', `CONSUL_HTTP_ADDR=${entry.httpAddress}`)
  await shell.untilShown(/^Deploy/m)
  shell.type('x')
  await shell.untilShown(/Run on agents: /)
  shell.type(`sleep 5; : ${name}\r`)
  await shell.untilShown(/On: /)
  shell.type('node:^c1$\r')
  await shell.untilShown(/Run this on agents\?/)
  shell.type('\t\r')
  await shell.untilShown(/(acked|running) +c1/)
  expect(await jobs()).toHaveLength(1)
  shell.type(CTRL_C)
  await shell.untilEnded(0)
  // The session would take them away as well, only later.
  expect(await jobs()).toEqual([])
})
