import {Box, render, Text} from 'ink'
import type {ReactNode} from 'react'
import {expect, onTestFinished, test} from 'vitest'
import {useStore} from 'zustand'
import {createConsulClient} from '../../../src/api/client.ts'
import {createApp} from '../../../src/state/app.ts'
import {createTable, type Table} from '../../../src/state/table/table.ts'
import {createFrameWriter} from '../../../src/terminal/frame-writer.ts'
import {AppContext} from '../../../src/views/app-context.ts'
import {tableFor} from '../../../src/views/routes.tsx'
import {type Column, kindOf} from '../../../src/views/table/column.ts'
import {TableView} from '../../../src/views/table/table-view.tsx'
import {DEAF_HOST} from '../../support/deaf-host.ts'
import {createEmulatedTty} from '../../support/emulated-tty.ts'
import {createFakeKeyboard} from '../../support/fake-keyboard.ts'
import {createVirtualTerminal} from '../../terminal/virtual-terminal.ts'

type Animal = {readonly name: string; readonly state: string}

const COLUMNS: readonly Column<Animal>[] = [
  {id: 'name', title: 'NAME', min: 8, value: ({name}) => name},
  {id: 'state', title: 'STATE', min: 8, value: ({state}) => state, tone: () => 'bad'},
]
const animals = (states: Readonly<Record<string, string>> = {}): readonly Animal[] =>
  ['ant', 'bee', 'cat', 'dog', 'eel', 'fox', 'gnu'].map(name => ({name, state: states[name] ?? 'well'}))

/** A list of four rows between two lines, of which the first says what React knows of it. */
const Screen = ({table}: {readonly table: Table<Animal>}): ReactNode => {
  const {rows, sort, filter} = useStore(table.store)
  const sick = rows.filter(({state}) => state === 'sick').length
  return (
    <Box flexDirection="column" height={8}>
      <Text>
        {['at', table.current()?.name, sick, sort.descending ? 'down' : 'up', filter].join(' ').trim()}
      </Text>
      <TableView table={table} columns={COLUMNS} width={40} height={5} />
      <Text>the end</Text>
    </Box>
  )
}

async function open() {
  const tty = createEmulatedTty(40, 8)
  const frames = createFrameWriter({output: tty.output, colors: 'full', unicode: true})
  const app = createApp({
    client: createConsulClient({address: 'http://127.0.0.1:1'}),
    tenancy: {consistency: 'default'},
    initialTab: 'services',
    tableFor,
    host: {...DEAF_HOST, paintAhead: frames.paintAhead},
  })
  const table = createTable(
    kindOf<Animal>({
      columns: COLUMNS,
      idOf: ({name}) => name,
      factsOf: ({name, state}) => ({text: [name, state]}),
      initialSort: {columnId: 'name', descending: false},
      copyText: ({name}) => name,
      filterHint: '',
    }),
  )
  table.setRows(animals())
  const ink = render(
    <AppContext value={app}>
      <Screen table={table} />
    </AppContext>,
    {
      stdin: createFakeKeyboard().stdin,
      stdout: frames.stdout as unknown as NodeJS.WriteStream, // Ink uses only what this has
      interactive: true,
      maxFps: 1_000,
      patchConsole: false,
    },
  )
  onTestFinished(async () => {
    ink.unmount()
    app.stop()
    await app.client.close()
  })
  await tty.until(() => tty.lines()[0] === 'at ant 0 up', 'the first frame')
  /** The screen with what the change alone has written, before React had its turn. */
  const atOnce = async (change: () => void): Promise<readonly string[]> => {
    change()
    const bytes = tty.bytes()
    const screen = createVirtualTerminal(40, 8)
    await screen.write(bytes)
    return trimmed(screen.text())
  }
  /** Waits for React's frame; with it the screen is the one that is drawn whole. */
  const settled = async (firstLine: string): Promise<void> => {
    await tty.until(() => tty.lines()[0] === firstLine, `the frame with ${firstLine}`)
    const painted = tty.terminal.cells()
    frames.repaint()
    await tty.terminal.write('')
    expect(tty.terminal.cells()).toEqual(painted)
  }
  return {tty, table, atOnce, settled, lines: () => trimmed(tty.lines())}
}

const trimmed = (lines: readonly string[]): readonly string[] => lines.map(line => line.trimEnd())

test('a row that turns, and the cursor, are painted before React draws the frame', async () => {
  const {tty, table, atOnce, settled} = await open()
  expect(await atOnce(() => table.setRows(animals({cat: 'sick'})))).toEqual([
    'at ant 0 up',
    'NAME↑     STATE',
    'ant       well',
    'bee       well',
    'cat       sick',
    'dog       well',
    'the end',
    '',
  ])
  await settled('at ant 1 up')
  const moved = await atOnce(() => table.moveBy(3))
  await settled('at dog 1 up')
  expect(moved).toEqual(['at ant 1 up', ...trimmed(tty.lines()).slice(1)])
  expect(tty.inverseLine()).toMatch(/^dog/)
})

test('a list that scrolls, is sorted or grows short is painted whole, and nothing around it', async () => {
  const {table, atOnce, settled, lines} = await open()
  const scrolled = await atOnce(() => table.moveTo(6))
  expect(scrolled.slice(2, 6)).toEqual([
    'dog       well',
    'eel       well',
    'fox       well',
    'gnu       well',
  ])
  await settled('at gnu 0 up')
  expect(scrolled.slice(1)).toEqual(lines().slice(1))
  const sorted = await atOnce(() => table.setSort({columnId: 'name', descending: true}))
  expect(sorted.slice(1, 3)).toEqual(['NAME↓     STATE', 'gnu       well'])
  await settled('at gnu 0 down')
  expect(sorted.slice(1)).toEqual(lines().slice(1))
  const filtered = await atOnce(() => table.setFilter('fox'))
  expect(filtered.slice(2)).toEqual(['fox       well', '', '', '', 'the end', ''])
  await settled('at fox 0 down fox')
  expect(filtered.slice(1)).toEqual(lines().slice(1))
})

test('a list that is left without rows stays until the frame says why', async () => {
  const {table, atOnce, settled, lines} = await open()
  const before = lines()
  expect(await atOnce(() => table.setFilter('zebra'))).toEqual(before)
  await settled('at  0 up zebra')
})
