import {writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {beforeAll, describe, expect, inject, test} from 'vitest'
import {openFolder} from '../support/open-folder.ts'
import {builtProgram} from './built-program.ts'
import {openShell} from './operator-shell.ts'

const {entry} = inject('cluster')

let program: string
beforeAll(async () => {
  program = await builtProgram()
})

const agent = `CONSUL_HTTP_ADDR=${entry.httpAddress}`

/** The shipped program on a real terminal and a real agent. */
describe('lictor', () => {
  test('opens on live data, and q gives the terminal back', async () => {
    const shell = await openShell(program)
    await shell.start('services', agent)
    await shell.until(() => shell.terminal.isAlternate())
    await shell.untilShown(/^lictor +dc1/)
    await shell.untilShown(/^Services +\d+ services?/)
    await shell.untilShown(/● live/)
    expect(shell.terminal.isCursorVisible()).toBe(false)
    shell.type('q')
    await shell.untilEnded(0)
    expect(shell.terminal.text().join('\n')).not.toContain('passing')
  })

  test('takes the address in the consul CLI’s own spelling, and begins where it is told', async () => {
    const shell = await openShell(program)
    await shell.start(`-http-addr=${entry.httpAddress.replace('http://', '')} members`)
    await shell.untilShown(/^alive +s1/)
    shell.type('q')
    await shell.untilEnded(0)
  })

  test('Node has no say on the screen, also where a library is loaded late', async () => {
    const file = join(await openFolder(), 'web.hcl')
    await writeFile(file, 'service {\n  name = "late"\n}\n')
    const shell = await openShell(program)
    await shell.start('services', agent)
    await shell.untilShown(/^Services +\d+ services?/)
    shell.type('a')
    await shell.untilShown('JSON or HCL')
    shell.type(`${file}\r`)
    await shell.untilShown('Register this service')
    expect(shell.terminal.text().join('\n')).not.toContain('Warning')
    shell.type('\x03')
    await shell.untilEnded(0)
  })

  test('Ctrl-C quits, also while something is typed', async () => {
    const shell = await openShell(program)
    await shell.start('services', agent)
    await shell.untilShown(/^Services +\d+ services?/)
    shell.type('/')
    shell.type('abc')
    await shell.untilShown('/abc')
    shell.type('\x03')
    await shell.untilEnded(0)
  })

  test.each([
    ['SIGTERM', 143],
    ['SIGHUP', 129],
    ['SIGINT', 130],
  ] as const)('%s gives the terminal back and ends it with %s', async (signal, code) => {
    const shell = await openShell(program)
    const pid = await shell.start('services', agent)
    await shell.untilShown(/^Services +\d+ services?/)
    process.kill(pid, signal)
    await shell.untilEnded(code)
  })

  test('Ctrl-Z gives the terminal to the shell, and fg brings back a screen that lives', async () => {
    const shell = await openShell(program)
    await shell.start('services', agent)
    await shell.untilShown(/^Services +\d+ services?/)
    shell.type('\x1a')
    await shell.until(() => !shell.terminal.isAlternate())
    await shell.untilShown(/Stopped/)
    shell.type('echo the shell $((40 + 2))\r')
    await shell.untilShown(/^(\$ )?the shell 42$/)
    shell.type('fg\r')
    await shell.until(() => shell.terminal.isAlternate())
    await shell.untilShown(/^Services +\d+ services?/)
    shell.type('1')
    await shell.untilShown(/^alive +s1/)
    shell.type('q')
    await shell.untilEnded(0)
  })

  test('a new size is drawn in full', async () => {
    const shell = await openShell(program)
    await shell.start('members', agent)
    await shell.untilShown(/^alive +s3/)
    shell.resize(60, 14)
    await shell.until(() => {
      const rows = shell.terminal.text()
      return rows.length === 14 && /^lictor/.test(rows[0] ?? '') && /^Enter .*… \? help$/.test(rows[13] ?? '')
    })
    shell.resize(30, 5)
    await shell.untilShown('lictor needs 40x10')
    shell.resize(120, 40)
    await shell.untilShown(/^alive +s3/)
    shell.type('q')
    await shell.untilEnded(0)
  })

  test('y sets the clipboard of the terminal', async () => {
    const shell = await openShell(program)
    await shell.start('services', agent)
    await shell.untilShown(/^Services +\d+ services?/)
    shell.type('/consul\r')
    await shell.untilShown(/ match /)
    shell.takeBytes()
    shell.type('y')
    await shell.untilShown(/copied consul/)
    expect(shell.takeBytes()).toContain(`\x1b]52;c;${Buffer.from('consul').toString('base64')}\x07`)
    shell.type('q')
    await shell.untilEnded(0)
  })

  test('--no-color and NO_COLOR draw without colours', async () => {
    for (const [args, environment] of [
      ['services --no-color', agent],
      ['services', `${agent} NO_COLOR=1`],
    ] as const) {
      const shell = await openShell(program)
      await shell.start(args, environment)
      await shell.untilShown(/^Services +\d+ services?/)
      shell.type('/consul\r')
      await shell.untilShown(/✔ passing +consul/)
      expect(shell.takeBytes()).not.toMatch(/\x1b\[[\d;]*(3[0-8]|4[0-8]|9[0-7])m/)
      shell.type('q')
      await shell.untilEnded(0)
    }
  })
})
