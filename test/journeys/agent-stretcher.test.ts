import {existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {beforeAll, describe, expect, inject, it, type TestContext} from 'vitest'
import {temporaryFolder} from '../agent/events.ts'
import {checksumOf, pack} from '../agent/host.ts'
import {stretcherBinary} from '../agent/stretcher-binary.ts'
import {builtProgram} from '../pty/built-program.ts'
import {listening} from '../support/agent-host.ts'
import {uniqueName, until} from '../support/cluster.ts'
import {readDeploy} from '../support/deploy-keys.ts'
import {fire} from '../support/fire-event.ts'
import {startLictorAgent} from '../support/lictor-agent.ts'

const {entry} = inject('cluster')
const address = entry.httpAddress

let program: string
let stretcher: ReturnType<typeof stretcherBinary>
beforeAll(async () => {
  program = await builtProgram()
  stretcher = stretcherBinary()
}, 600_000)

/** A host on which the real Stretcher deploys, and `lictor agent` acknowledges for it. */
const deployWith = async (command: readonly string[], commands = '') => {
  const folder = temporaryFolder()
  const name = uniqueName('deploy')
  const archive = pack('echo new > version', ['-z', '.'])
  mkdirSync(join(folder, 'app'))
  writeFileSync(join(folder, 'a.tar.gz'), archive)
  const src = `file://${folder}/a.tar.gz`
  const manifest = [`src: ${src}`, `checksum: ${checksumOf(archive)}`, `dest: ${folder}/app`, commands]
  writeFileSync(join(folder, 'm.yml'), manifest.join('\n'))
  const args = [name, `-http-addr=${address}`, '--state-dir', join(folder, 'state'), '--', ...command]
  await listening(startLictorAgent({program, args, env: {FOLDER: folder}}))
  const id = await fire(address, {name, payload: `file://${folder}/m.yml`, node: `^${entry.name}$`})
  const said = async () => (await readDeploy(address, id))[entry.name]
  await until(async () => (await said())?.exit, 'the exit code')
  return {folder, said: await said()}
}

/** The path of the real Stretcher; without one the test is skipped, and says why. */
const pathFor = (context: TestContext): string =>
  'path' in stretcher ? stretcher.path : context.skip(stretcher.reason)

describe('the real Stretcher behind lictor agent', () => {
  it('deploys, and its log is the output', async context => {
    const {folder, said} = await deployWith([pathFor(context)])
    expect(said).toMatchObject({phase: {phase: 'done'}, exit: '0'})
    expect(said?.output).toContain('Deploy manifest succeeded.')
    expect(readFileSync(join(folder, 'app/version'), 'utf8')).toBe('new\n')
  })

  it('fails honestly, and with the phase that it failed in', async context => {
    const {said} = await deployWith([pathFor(context)], 'commands:\n  post:\n    - exit 7\n')
    expect(said).toMatchObject({phase: {phase: 'failed', during: 'syncing'}, exit: '1'})
    expect(said?.phase?.reason).toMatch(/^Deploy manifest failed: .*exit status 7/)
  })

  it('fails honestly also where it is started in a way that hides it', async context => {
    const wrapped = ['sh', '-c', `exec '${pathFor(context)}'`]
    const {folder, said} = await deployWith(
      wrapped,
      'commands:\n  pre:\n    - touch "$FOLDER/told"; exit 7\n',
    )
    expect(said).toMatchObject({phase: {phase: 'failed'}, exit: '1'})
    expect(existsSync(join(folder, 'told'))).toBe(true)
  })
})
