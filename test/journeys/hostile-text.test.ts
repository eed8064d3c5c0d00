import {expect, inject, test} from 'vitest'
import {register, ttlCheck, turnCheck} from '../support/agent-calls.ts'
import {uniqueName} from '../support/cluster.ts'
import {openUi, type Ui} from '../support/driver.ts'

const {entry} = inject('cluster')
const address = entry.httpAddress

const CLEAR = '\x1b[2J\x1b[H'
const CLIPBOARD = '\x1b]52;c;aGFja2Vk\x07'
const TITLE = '\x1b]0;owned\x07'
const BIDI = '\u202egnp.exe\u202c'
const CONCEALED = '\x1b[8mconcealed'
const INVISIBLE = 'a\u200bb\u2060c\ufeffd'

/** Whoever may register a service may write anything into it; none of it may act on the operator's terminal. */
test('what a service says of itself cannot move the cursor, set the clipboard or hide its letters', async () => {
  const name = uniqueName('hostile')
  const poison = `${CLEAR}${CLIPBOARD}${TITLE}${BIDI}${INVISIBLE}${CONCEALED}\x9b31mred\x07\b\b\x00`
  await register(address, {
    Name: name,
    Tags: [`tag${poison}`],
    Meta: {note: `meta${poison}`},
    Checks: [ttlCheck(`${name}-check`)],
  })
  await turnCheck(address, `${name}-check`, {
    status: 'critical',
    output: `line one${poison}\r\nline two\ttabbed\r\x1b[1;1Hline three`,
  })
  const ui = await openUi({address, columns: 160, rows: 40})
  await ui.filter(name)
  await ui.see('tag�gnp.exe�a�b�c�dconcealed')
  await ui.openService(name)
  await ui.see('line one')
  await ui.see(/^ +line two +tabbed/)
  await ui.see(/^ +line three/)
  await ui.press('service.open')
  await ui.see('meta�gnp.exe�a�b�c�dconcealed')
  expect(ui.tty.terminal.cells().join('\n')).not.toMatch(/\|[^\]\n]*hidden/)
  await ui.press('table.copy')
  await ui.see(/✔ copied/)

  expect(ui.screen()[0]).toMatch(/^lictor/)
  const bytes = ui.tty.bytes().replace(/\x1b\]52;c;[^\x07]*\x07/, '')
  expect(foreignSequences(bytes)).toEqual([])
  expect(bytes).not.toMatch(/[\x00-\x09\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f-\x9f]/)
  expect(bytes).not.toMatch(/[\u200b\u202a-\u202e\u2060\u2066-\u2069\ufeff]/)
})

/** The same in names. Consul takes such a name, but no such path: its refusal is shown, and one can go back. */
test('a service whose name is full of control bytes does no harm in the list nor when it is opened', async () => {
  const name = uniqueName('named')
  await register(address, {Name: `${name}${CLEAR}${BIDI}x`, ID: name})
  const ui = await openUi({address})
  await ui.filter(name)
  await ui.onRow(name)
  await ui.press('services.open')
  await ui.see(/Consul rejects GET \/v1\/health\/service\/named-.*%1B/)
  await ui.press('back')
  await ui.onRow(name)
  expect(foreignSequences(ui.tty.bytes())).toEqual([])
})

/** Wide and long text takes its real room: every column of the list starts where it starts on every other row. */
test.each([
  ['CJK', '漢字漢字'],
  ['Hangul and full-width', '한글ＡＢ'],
  ['combining marks', 'e\u0301e\u0301e\u0301'],
  ['emoji', '🚀🔥'],
  ['a family of emoji', '👩‍👩‍👧‍👦'],
  ['a name far too long', 'long-'.repeat(60)],
])('%s in a name keeps the columns aligned', async (_, text) => {
  const name = uniqueName('wide')
  await register(address, {Name: `${name}-plain`})
  await register(address, {Name: `${name}-${text}`, ID: `${name}-2`})
  const ui = await openUi({address, columns: 120})
  await ui.filter(name)
  await ui.until(screen => rowsOf(screen, name).length === 2, 'both services')
  const [first, second] = rowsOf(ui.screen(), name).map(row => dotColumn(ui, row))
  expect(first).toBeGreaterThan(0)
  expect(second).toBe(first)
})

const OURS =
  /\x1b\[\?2026[hl]|\x1b\[\?7l|\x1b\[[\d;]*m|\x1b\[\d*(?:;\d+)?H|\x1b\[\d*[GKJML]|\x1b\[(?:\d+;\d+)?r/g

/** Whatever the frame writer has no reason to write. */
function foreignSequences(bytes: string): readonly string[] {
  return bytes.replaceAll(OURS, '').match(/[\x1b\x9b][^\x1b]{0,12}/g) ?? []
}

function rowsOf(screen: readonly string[], name: string): readonly number[] {
  return screen.flatMap((line, row) => (/^✔/.test(line) && line.includes(name) ? [row] : []))
}

/** Where the first count of the row that is zero stands. */
function dotColumn(ui: Ui, row: number): number {
  return ui.tty.terminal.columnOf('·', row)
}
