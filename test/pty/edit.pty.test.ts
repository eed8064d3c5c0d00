import {chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeAll, expect, onTestFinished, test} from 'vitest'
import {createConsulClient} from '../../src/api/client.ts'
import {deleteKey, putKey, readKey} from '../../src/api/kv.ts'
import type {DemoCluster} from '../../src/demo/cluster-types.ts'
import {startPrivateCluster, uniqueName, until} from '../support/cluster.ts'
import type {ShellSession} from '../terminal/shell-session.ts'
import {builtProgram} from './built-program.ts'
import {openShell} from './operator-shell.ts'

/** A cluster of its own: where others write, the count of the keys on the screen would not stand still. */
let cluster: DemoCluster
let program: string
beforeAll(async () => {
  ;[cluster, program] = await Promise.all([startPrivateCluster(), builtProgram()])
})
afterAll(() => cluster.stop())

/** An editor as an operator has one: it takes the terminal, says what it was given, and waits for keys. */
const EDITOR = `#!/bin/sh
trap 'echo; exit 130' INT
printf 'the editor has %s\\n' "$(cat "$2")"
ls -l "$2" | cut -c1-10
read -r line
case $line in
  fail) echo lost >> "$2"; exit 3 ;;
  gone) rm "$2" ;;
  *) printf '%s\\n' "$line" >> "$2" ;;
esac
`

async function onKey(value: string) {
  const client = createConsulClient({address: cluster.entry.httpAddress})
  const key = `${uniqueName('outside')}.txt`
  await putKey(client, {key, value: new TextEncoder().encode(value)})
  const folder = mkdtempSync(join(tmpdir(), 'lictor-editor-'))
  const editor = join(folder, 'editor')
  writeFileSync(editor, EDITOR)
  chmodSync(editor, 0o755)
  const temporary = join(folder, 'tmp')
  mkdirSync(temporary)
  onTestFinished(async () => {
    rmSync(folder, {recursive: true})
    await deleteKey(client, {key})
    await client.close()
  })
  const shell = await openShell(program)
  const pid = await shell.start(
    'kv',
    `CONSUL_HTTP_ADDR=${cluster.entry.httpAddress} VISUAL="'${editor}' --wait" TMPDIR=${temporary} XDG_STATE_HOME=${folder}`,
  )
  await shell.untilShown(/leader s\d +ACLs off/)
  await shell.untilShown(/● live/)
  shell.type(`/${key}\r`)
  await shell.untilShown(/ match /)
  await shell.until(() => shell.terminal.text().some(row => row.trimStart().startsWith(key)))
  const stored = async () => new TextDecoder().decode((await readKey(client, key)).data?.value)
  return {shell, pid, key, stored, folder, left: () => readdirSync(temporary)}
}

test('E lends the terminal to the operator’s editor, and the screen comes back exactly', async () => {
  const {shell, key, stored, left} = await onKey('before\n')
  await shell.until(() =>
    shell.terminal.cells().some(row => /^\[[^\]]*inverse/.test(row) && row.includes('[o|')),
  )
  const before = shell.terminal.cells()
  shell.type('E')
  await shell.until(() => !shell.terminal.isAlternate())
  await shell.untilShown(/^the editor has before$/)
  await shell.untilShown(/^-rw-------$/)
  expect(shell.terminal.isCursorVisible()).toBe(true)
  shell.type('same\x15unchanged\r')
  await shell.until(() => shell.terminal.isAlternate())
  await shell.untilShown(`Write ${key}`)
  await shell.untilShown(/\+ unchanged/)
  expect(await stored()).toBe('before\n')
  shell.type('\r')
  await shell.untilShown(/✔ saved/)
  expect(await stored()).toBe('before\nunchanged\n')
  expect(left()).toEqual([])
  // But for the last two lines, which tell what was done.
  await until(
    () => JSON.stringify(shell.terminal.cells().slice(0, -2)) === JSON.stringify(before.slice(0, -2)),
    'the screen to be as it was',
  )
  expect(shell.terminal.isCursorVisible()).toBe(false)
  expect(shell.terminal.modes()).toMatchObject({wraparoundMode: false, bracketedPasteMode: true})
  shell.type('q')
  await shell.untilEnded(0)
})

test.each([
  ['that fails', 'fail', /editor ended with 3: nothing was changed; the file is kept/],
  ['that leaves no file', 'gone', /editor has left no file: nothing was changed/],
])('an editor %s writes nothing, and what it left is not lost', async (_, line, said) => {
  const {shell, stored, left} = await onKey('before\n')
  shell.type('E')
  await shell.untilShown(/^the editor has before$/)
  shell.type(`${line}\r`)
  await shell.until(() => shell.terminal.isAlternate())
  await shell.untilShown(said)
  expect(await stored()).toBe('before\n')
  expect(left()).toHaveLength(line === 'fail' ? 1 : 0)
  shell.type('q')
  await shell.untilEnded(0)
})

test('Ctrl-C in the editor ends the editor, not Lictor', async () => {
  const {shell, stored} = await onKey('before\n')
  shell.type('E')
  await shell.untilShown(/^-rw-------$/)
  shell.type('\x03')
  await shell.until(() => shell.terminal.isAlternate())
  await shell.untilShown(/editor ended with (SIGINT|130): nothing was changed/)
  expect(await stored()).toBe('before\n')
  shell.type('q')
  await shell.untilEnded(0)
})

type End = (shell: Pick<ShellSession, 'type'>, pid: number) => void

const ENDS: readonly (readonly [string, End, number])[] = [
  ['Ctrl-C', shell => shell.type('\x03'), 0],
  ['SIGTERM', (_, pid) => void process.kill(pid, 'SIGTERM'), 143],
  ['SIGHUP', (_, pid) => void process.kill(pid, 'SIGHUP'), 129],
]

test.each(ENDS)('a draft that is not saved is kept in a file when %s ends Lictor', async (_, end, code) => {
  const {shell, pid, folder, stored} = await onKey('before\n')
  shell.type('e')
  await shell.untilShown(/^ +1 before/)
  shell.type('mine ')
  await shell.untilShown(/^ +1 mine before/)
  // Flow control must not take these.
  shell.type('\x13')
  await shell.untilShown(/\+ mine before/)
  shell.type('\x1b')
  await shell.untilShown(/^ +1 mine before/)
  end(shell, pid)
  await shell.until(() => !shell.terminal.isAlternate())
  await shell.untilShown(/lictor: the unsaved changes to/)
  await shell.untilEnded(code)
  const [name = ''] = readdirSync(join(folder, 'lictor'))
  expect(readFileSync(join(folder, 'lictor', name), 'utf8')).toBe('mine before\n')
  expect(await stored()).toBe('before\n')
})
