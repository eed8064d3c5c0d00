import {execFileSync} from 'node:child_process'
import {existsSync} from 'node:fs'
import {dirname} from 'node:path'
import {beforeAll, expect, test} from 'vitest'
import {until} from '../support/cluster.ts'
import {consulBin} from '../support/consul-binary.ts'
import {isRunning} from '../support/processes.ts'
import {builtProgram} from './built-program.ts'
import {openShell} from './operator-shell.ts'

let program: string
beforeAll(async () => {
  program = await builtProgram()
})

/**
 * The demo is a cluster of the program's own: however the program ends, nothing of it is left behind. How it is looked at is
 * told as of any other.
 */
test.each([
  ['q', (shell: {readonly type: (keys: string) => void}) => shell.type('q')],
  ['SIGKILL', (_: unknown, pid: number) => void process.kill(pid, 'SIGKILL')],
] as const)('lictor demo, ended by %s, leaves no Consul and no file behind', async (_, end) => {
  const shell = await openShell(program)
  const pid = await shell.start('--read-only demo', `CONSUL_BIN=${consulBin()}`)
  await shell.untilShown(/critical +\w/)
  expect(shell.terminal.text()[0]).toMatch(/^lictor .* read-only/)
  const agents = consulAgents(pid)
  expect(agents.length).toBeGreaterThanOrEqual(7)

  end(shell, pid)
  await until(() => !agents.some(agent => isRunning(agent.pid)), 'every agent to end')
  await until(() => !agents.some(agent => existsSync(agent.directory)), 'their files to go')
})

type Agent = {readonly pid: number; readonly directory: string}
type Listed = {readonly pid: number; readonly parent: number; readonly command: string}

/** The Consul agents among the descendants of a process. */
function consulAgents(root: number): readonly Agent[] {
  const all = execFileSync('ps', ['-eo', 'pid=,ppid=,args='], {encoding: 'utf8'})
    .split('\n')
    .flatMap((line): Listed[] => {
      const [, pid, parent, command = ''] = /^ *(\d+) +(\d+) (.*)$/.exec(line) ?? []
      return pid === undefined ? [] : [{pid: Number(pid), parent: Number(parent), command}]
    })
  const below = (pid: number): readonly Listed[] =>
    all.filter(({parent}) => parent === pid).flatMap(child => [child, ...below(child.pid)])
  return below(root).flatMap(({pid, command}) => {
    const file = /^\S*consul\S* agent -config-file (\S+)/.exec(command)?.[1]
    return file === undefined ? [] : [{pid, directory: dirname(dirname(file))}]
  })
}
