import {execFile} from 'node:child_process'
import {mkdtemp, rm} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {promisify} from 'node:util'
import {beforeAll, describe, expect, inject, it, onTestFinished} from 'vitest'
import {createConsulClient} from '../../src/api/client.ts'
import {listKeys} from '../../src/api/kv.ts'
import {jobFolder} from '../../src/deploy/protocol/keys.ts'
import {until} from '../support/cluster.ts'
import {createFaultProxy} from '../support/fault-proxy.ts'
import {builtProgram} from './built-program.ts'
import {openShell} from './operator-shell.ts'

const {entry} = inject('cluster')

let program: string
beforeAll(async () => {
  program = await builtProgram()
})

const CTRL_C = '\x03'

/** In the operator's shell: an exec whose command goes on until the test is over. */
async function startEndless(address: string) {
  const folder = await mkdtemp(join(tmpdir(), 'lictor-exec-'))
  onTestFinished(() => rm(folder, {recursive: true}))
  const shell = await openShell(program)
  const command = `echo begun; while [ -d ${folder} ]; do sleep 0.05; done`
  await shell.start(`exec --wait 20s --node ^c1 "${command}"`, `CONSUL_HTTP_ADDR=${address}`)
  await shell.untilShown(/^c1 \| begun$/)
  await shell.untilShown(/^0 of 1 ended, 1 under way$/)
  return shell
}

describe('lictor exec in a terminal', () => {
  it('says with the first Ctrl-C what goes on, and takes its line away', async () => {
    const shell = await startEndless(entry.httpAddress)
    shell.type(CTRL_C)
    await shell.untilShown(/Ctrl-C: detached, as nothing can stop what runs/)
    await shell.untilShown(/^0 done, 1 not ended\.$/)
    await shell.untilEnded(130)
    expect(shell.terminal.text().join('\n')).not.toContain('0 of 1 ended')
  })

  it('ends at once with the second', async () => {
    const proxy = await createFaultProxy({target: entry.httpAddress})
    onTestFinished(proxy.close)
    proxy.set({kind: 'hang'}, /session\/destroy/)
    const shell = await startEndless(proxy.address)
    shell.type(CTRL_C)
    await shell.untilShown(/Ctrl-C: detached/)
    await until(
      () => proxy.open().some(({path}) => path.includes('session/destroy')),
      'the end of the session',
    )
    shell.type(CTRL_C)
    await shell.untilEnded(130)
  })
})

describe('lictor exec into a pipe', () => {
  it('ends when nobody reads it any more, and leaves nothing', async () => {
    const client = createConsulClient({address: entry.httpAddress})
    onTestFinished(client.close)
    const lictor = `"${process.execPath}" "${program}" exec --http-addr ${entry.httpAddress} --json --wait 30s --node '^c1$'`
    const {stdout, stderr} = await promisify(execFile)('bash', [
      '-c',
      `${lictor} 'seq 2000; sleep 5' | head -n 2; echo \${PIPESTATUS[0]}`,
    ])
    const [, begun = '', status] = stdout.split('\n')
    expect(status).toBe('141')
    expect(stderr).toContain('Nobody reads the output any more: detached')
    expect((await listKeys(client, jobFolder('_rexec', JSON.parse(begun).id))).data).toEqual([])
  })
})
