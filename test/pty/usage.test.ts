import {execFile} from 'node:child_process'
import {beforeAll, expect, test} from 'vitest'
import {builtProgram} from './built-program.ts'

type Ending = {readonly code: number; readonly stdout: string; readonly stderr: string}

let program: string
beforeAll(async () => {
  program = await builtProgram()
})

/** Runs the program as a script would: no terminal anywhere. */
function run(...args: readonly string[]): Promise<Ending> {
  return new Promise(resolve => {
    execFile(process.execPath, [program, ...args], (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1
      resolve({code, stdout, stderr})
    })
  })
}

test('without a terminal it says what it needs, and ends with 64', async () => {
  expect(await run()).toEqual({
    code: 64,
    stdout: '',
    stderr: 'lictor: this is not a terminal; the screen needs one (ssh -t gives one)\n',
  })
})

test.each([
  ['a view that is none', ['nonsense'], /there is no view called nonsense: members, services/],
  ['a flag that is none', ['--nonsense'], /unknown option '--nonsense'/],
  ['an address that is none', ['-http-addr=ftp://x'], /is not an address/],
])('%s ends with 64 and one sentence', async (_, args, sentence) => {
  const {code, stdout, stderr} = await run(...args)
  expect(code).toBe(64)
  expect(stdout).toBe('')
  expect(stderr).toMatch(sentence)
  expect(stderr).not.toMatch(/\n +at /)
})

test('--help and --version answer on standard output and end with 0', async () => {
  expect(await run('--version')).toMatchObject({code: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/)})
  const help = await run('--help')
  expect(help).toMatchObject({code: 0, stderr: ''})
  expect(help.stdout).toMatch(/--http-addr/)
  expect(help.stdout).toMatch(/--read-only/)
})
