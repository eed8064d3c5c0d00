import {execFile} from 'node:child_process'
import {chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {promisify} from 'node:util'
import {beforeEach, describe, expect, it, onTestFinished} from 'vitest'
import {programFile} from '../../scripts/bundle/program-file.mjs'

const run = promisify(execFile)

/** Ends once its compiled form is in the cache, or at once with `quick`; the pattern holds the end of a comment. */
const PROGRAM = `
const {readdirSync} = require('node:fs')
const cached = () => {
  try { return readdirSync(process.env.XDG_CACHE_HOME + '/lictor').some(name => name.endsWith('.bin')) } catch { return false }
}
process.stdout.write('ran ' + /.*/.test('all') + ' ' + process.argv.slice(2))
if (process.argv[2] === 'throw') throw new Error('as asked')
if (process.argv[2] === 'wait') {
  const timer = setInterval(() => { if (cached()) clearInterval(timer) }, 20)
}`

let home: string
let program: string
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'lictor-starter-'))
  onTestFinished(() => rmSync(home, {recursive: true}))
  program = join(home, 'program.mjs')
  writeFileSync(program, programFile(PROGRAM))
})

const start = async (args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<string> =>
  (await run(process.execPath, [program, ...args], {env: {...process.env, XDG_CACHE_HOME: home, ...env}}))
    .stdout
const files = (): readonly string[] => readdirSync(join(home, 'lictor'))

describe('the file that holds the program', () => {
  it('runs it, and leaves its compiled form to the next start and to nobody else', async () => {
    expect(await start(['wait'])).toBe('ran true wait')
    expect(files()).toHaveLength(1)
    expect(statSync(join(home, 'lictor', files()[0] ?? '')).mode & 0o777).toBe(0o600)
    expect(await start(['quick'])).toBe('ran true quick')
  })

  it('takes the place of what an earlier build has left', async () => {
    await start(['wait'])
    const before = files()
    writeFileSync(program, programFile(`${PROGRAM}\nvoid 0`))
    rmSync(join(home, 'lictor', before[0] ?? ''))
    writeFileSync(join(home, 'lictor', `${process.version}-${process.arch}-0000000000000000.bin.old`), '')
    await start(['wait'])
    expect(files()).toHaveLength(1)
    expect(files()).not.toEqual(before)
  })

  it.each([
    ['is garbage', 0o600],
    ['others may write to', 0o666],
  ])('runs beside a compiled form that %s', async (_, mode) => {
    await start(['wait'])
    const saved = join(home, 'lictor', files()[0] ?? '')
    writeFileSync(saved, 'not what V8 has written')
    chmodSync(saved, mode)
    expect(await start(['quick'])).toBe('ran true quick')
  })

  it('runs where nothing can be kept, and where nothing shall be', async () => {
    expect(await start(['quick'], {XDG_CACHE_HOME: '/dev/null/nowhere'})).toBe('ran true quick')
    mkdirSync(join(home, 'lictor'))
    expect(await start(['quick'], {NODE_DISABLE_COMPILE_CACHE: '1'})).toBe('ran true quick')
    expect(files()).toEqual([])
  })

  it('shows in an error the line of the file that it comes from', async () => {
    const {stderr} = await start(['throw']).then(
      () => ({stderr: ''}),
      (error: {readonly stderr: string}) => error,
    )
    const line = programFile(PROGRAM)
      .split('\n')
      .findIndex(text => text.includes('as asked'))
    expect(stderr).toContain(`${program}:${line + 1}`)
  })

  it('holds nothing but ASCII, which is how it is read', () => {
    expect(() => programFile('const sign = "✖"')).toThrow('not ASCII')
  })
})
