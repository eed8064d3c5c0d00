import {mkdtempSync, readFileSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {isDeepStrictEqual} from 'node:util'
import {afterEach, beforeEach, describe, expect, test, vi} from 'vitest'
import {type ShellSession, startShell} from './shell-session.ts'

const PATIENCE = {timeout: 20_000, interval: 20}

let shell: ShellSession

beforeEach(async () => {
  shell = await startShell()
})

afterEach(() => {
  shell.close()
})

/** The terminal is the shell's again: its own screen with what stood there, its modes, its line discipline. */
async function expectRestored() {
  await shell.until(() => !shell.terminal.isAlternate())
  await shell.untilShown(/^\$ ?$/) // what is typed before the prompt may be lost with the program
  shell.type('stty -a; echo status $?\r')
  await shell.untilShown(/^status 0/)
  expect(shell.terminal.modes()).toMatchObject({wraparoundMode: true, bracketedPasteMode: false})
  expect(shell.terminal.isCursorVisible()).toBe(true)
  const settings = shell.terminal.text().join(' ')
  expect(settings).toMatch(/ icanon /)
  expect(settings).toMatch(/ echo /)
  expect(settings).toMatch(/ isig /)
  // The terminal breaks the job's line wherever the length of its path has it.
  expect(settings.replaceAll(/\s/g, '')).toMatch(/screen-app\.ts/)
}

test('the program has a screen of its own, without autowrap and without a cursor', async () => {
  await shell.startApp()
  expect(shell.terminal.isAlternate()).toBe(true)
  expect(shell.terminal.modes()).toMatchObject({wraparoundMode: false, bracketedPasteMode: true})
  expect(shell.terminal.isCursorVisible()).toBe(false)
})

describe('the terminal is given back', () => {
  test('on quit, and the last words stand on the main screen', async () => {
    await shell.startApp()
    shell.type('q')
    await shell.untilShown(/^ended$/)
    await expectRestored()
  })

  test.each(['SIGTERM', 'SIGHUP', 'SIGINT', 'SIGQUIT'] as const)('on %s', async signal => {
    process.kill(await shell.startApp(), signal)
    await expectRestored()
  })

  test.each([
    ['an uncaught exception', 'x', 'crashed: thrown in a callback'],
    ['an unhandled rejection', 'r', 'crashed: rejected by nobody'],
  ])('on %s, and its message stands on the main screen', async (_, key, message) => {
    await shell.startApp()
    shell.type(key)
    await shell.until(() => !shell.terminal.isAlternate())
    await shell.untilShown(message)
    await expectRestored()
  })

  test('when something calls process.exit', async () => {
    await shell.startApp()
    shell.type('X')
    await expectRestored()
  })
})

describe('Ctrl-Z', () => {
  test('stops the job and gives the terminal back; fg brings the screen back exactly', async () => {
    await shell.startApp()
    shell.type('j')
    await shell.until(() => shell.terminal.cells()[2]?.includes('|inverse') ?? false)
    const before = shell.terminal.cells()
    const modes = shell.terminal.modes()
    shell.type('\x1a')
    await shell.untilShown(/Stopped/)
    await expectRestored()
    shell.type('fg\r')
    await shell.until(() => shell.terminal.isAlternate() && shell.terminal.text()[8] === 'row 7')
    expect(shell.terminal.cells()).toEqual(before)
    expect(shell.terminal.modes()).toEqual(modes)
    expect(shell.terminal.isCursorVisible()).toBe(false)
    await expectKeyboardWorks()
  })

  test('again and again, and a terminal resized meanwhile is noticed', async () => {
    await shell.startApp()
    for (const rows of [12, 15, 5]) {
      shell.type('\x1a')
      await shell.until(() => !shell.terminal.isAlternate())
      await shell.untilShown(/^\$ ?$/)
      shell.resize(40, rows)
      shell.takeBytes()
      shell.type('fg\r')
      await shell.until(() => shell.terminal.isAlternate() && shell.terminal.text()[4] === 'row 3')
    }
    // A frame of nine rows on a screen of five is cut, never scrolled.
    await shell.until(() => shell.terminal.text().length === 5 && /^pid/.test(shell.terminal.text()[0] ?? ''))
  })

  test('a stop from outside is survived too', async () => {
    const pid = await shell.startApp()
    const before = shell.terminal.cells()
    process.kill(pid, 'SIGSTOP')
    await shell.untilShown(/Stopped/)
    shell.type('clear\r')
    shell.type('fg\r')
    await shell.until(() => isDeepStrictEqual(shell.terminal.cells(), before))
    await expectKeyboardWorks()
  })
})

test('an editor gets the main screen and the keyboard, and the screen comes back exactly', async () => {
  await shell.startApp()
  const before = shell.terminal.cells()
  shell.type('e')
  await shell.untilShown(/in the editor:/)
  expect(shell.terminal.isAlternate()).toBe(false)
  expect(shell.terminal.modes().wraparoundMode).toBe(true)
  shell.type('some text\r')
  await shell.until(() => shell.terminal.isAlternate() && shell.terminal.text()[8] === 'row 7')
  expect(shell.terminal.cells()).toEqual(before)
  expect(shell.takeBytes()).toContain('read some text')
  await expectKeyboardWorks()
})

async function expectKeyboardWorks() {
  const selected = () => shell.terminal.cells().findIndex(row => row.includes('|inverse'))
  const next = selected() + 1
  shell.type('j')
  await shell.until(() => selected() === next)
}

test('a move of the cursor in an idle program is all that is written', async () => {
  await shell.startApp()
  shell.takeBytes()
  shell.type('j')
  await shell.until(() => shell.terminal.cells()[2]?.includes('|inverse') ?? false)
  const bytes = shell.takeBytes()
  expect(bytes).toMatch(/^\x1b\[\?2026h[^\n]*row 0[^\n]*row 1[^\n]*\x1b\[\?2026l$/)
  expect(bytes).not.toContain('row 2')
})

describe('a terminal in trouble', () => {
  let directory: string
  let errors: string

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'lictor-pty-'))
    errors = join(directory, 'stderr')
  })

  afterEach(() => {
    rmSync(directory, {recursive: true})
  })

  async function startStalledApp() {
    const pid = await shell.startApp(`2>'${errors}'`)
    shell.stall()
    shell.type('f')
    await vi.waitFor(() => expect(readFileSync(errors, 'utf8')).toContain('stalled'), PATIENCE)
    return pid
  }

  test('a stalled link does not stop the program, and the newest frame follows when it flows again', async () => {
    await startStalledApp()
    shell.flow()
    await shell.until(() => shell.terminal.text()[8] === 'row 7')
    await expectKeyboardWorks()
  })

  test('a stalled link does not keep the program from ending', async () => {
    const pid = await startStalledApp()
    process.kill(pid, 'SIGTERM')
    await untilGone(pid)
  })

  test('a terminal that goes away ends the program without a word', async () => {
    const pid = await shell.startApp(`2>'${errors}'`)
    shell.hangUp()
    await untilGone(pid)
    // Ink's own farewell to the cursor is no word.
    expect(readFileSync(errors, 'utf8').replaceAll('\x1b[?25h', '')).toBe('')
  })
})

async function untilGone(pid: number) {
  await vi.waitFor(() => expect(() => process.kill(pid, 0)).toThrow('ESRCH'), PATIENCE)
}
