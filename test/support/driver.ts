import {mkdtemp, rm} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {setImmediate} from 'node:timers/promises'
import {onTestFinished} from 'vitest'
import {type Consistency, createConsulClient} from '../../src/api/client.ts'
import {createPrivateFiles} from '../../src/cli/private-files.ts'
import {createApp, type Host} from '../../src/state/app.ts'
import type {Tab} from '../../src/state/navigation.ts'
import {copySequence} from '../../src/terminal/clipboard.ts'
import {createFrameWriter} from '../../src/terminal/frame-writer.ts'
import type {ColorSupport} from '../../src/terminal/tty.ts'
import {createController} from '../../src/views/keymap/controller.ts'
import {refusal} from '../../src/views/keymap/run-action.ts'
import {visibleActions} from '../../src/views/keymap/visible-actions.ts'
import {until} from './cluster.ts'
import {createEmulatedTty} from './emulated-tty.ts'
import {createFakeKeyboard} from './fake-keyboard.ts'
import {keystrokes} from './keystrokes.ts'

export type UiOptions = {
  /** Of a real agent, or of a proxy before one. */
  readonly address: string
  readonly token?: string
  readonly view?: Tab
  readonly columns?: number
  readonly rows?: number
  readonly readOnly?: boolean
  readonly datacenter?: string
  readonly consistency?: Consistency
  readonly colors?: ColorSupport
  readonly unicode?: boolean
  /** Who is at the keyboard. */
  readonly operator?: string
  /** `--dns-addr`. */
  readonly dnsAddress?: string
  /** The operator's own editor; without one there is none. */
  readonly editFile?: Host['editFile']
}

export type Ui = Awaited<ReturnType<typeof openUi>>

type Pattern = string | RegExp

/**
 * Opens the whole program in this process, on a real agent, in a terminal emulator: Ink's frames go through our own
 * frame writer, keys come in as bytes. It closes with the test.
 */
export async function openUi(options: UiOptions) {
  const {address, token, view = 'services', columns = 100, rows = 30} = options
  const {readOnly = false, datacenter, consistency = 'default', colors = 'full', unicode = true} = options
  // As in main.tsx: chalk, deep below the views, looks at this while it is loaded.
  process.env.FORCE_COLOR = '3'
  const [{mount}, {keysOf, tableFor}] = await Promise.all([
    import('./mount.tsx'),
    import('../../src/views/routes.tsx'),
  ])
  const tty = createEmulatedTty(columns, rows)
  const frames = createFrameWriter({output: tty.output, colors, unicode})
  const keyboard = createFakeKeyboard()
  const client = createConsulClient({address, readOnly, ...(token && {token})})
  const home = await mkdtemp(join(tmpdir(), 'lictor-home-'))
  onTestFinished(() => rm(home, {recursive: true}))
  const files = createPrivateFiles({HOME: home})
  let quits = 0
  const host: Host = {
    operator: options.operator ?? 'tester@here',
    environment: {},
    quit: () => {
      quits += 1
    },
    suspend: () => undefined,
    repaint: frames.repaint,
    paintAhead: frames.paintAhead,
    readFile: files.read,
    files,
    editFile: options.editFile ?? (async () => ({kind: 'nothing', reason: 'no editor is set'})),
    copy: text => {
      const copied = copySequence(text)
      if ('tooLarge' in copied) return `too large for the clipboard of a terminal: ${copied.tooLarge} bytes`
      frames.send(copied.sequence)
      return undefined
    },
  }
  const app = createApp({
    client,
    tenancy: {consistency, ...(datacenter && {datacenter})},
    initialTab: view,
    tableFor,
    host,
    dns: {dnsAddress: options.dnsAddress},
  })
  // The keys are looked up where the program looks them up: both stacks are derived from the same stores.
  const controller = createController(app, keysOf)
  let heard = 0
  const unmount = mount({
    app,
    stdin: keyboard.stdin,
    stdout: frames.stdout,
    onHeard: () => {
      heard += 1
      tty.check()
    },
  })

  const send = async (bytes: string, what: string): Promise<void> => {
    const before = heard
    keyboard.send(bytes)
    await tty.until(() => heard > before, `the program to hear ${what}`)
    // React subscribes and draws in the turns that follow, and the network has to have its own.
    await setImmediate()
  }
  const press = async (id: string): Promise<void> => {
    const action = visibleActions(controller.stack()).find(visible => visible.id === id)
    const [chord] = action?.keys ?? []
    if (chord === undefined) {
      const known = visibleActions(controller.stack()).map(visible => visible.id)
      throw new Error(`No key reaches ${id} here, only:\n${known.join(' ')}\n${tty.describe()}`)
    }
    await send(keystrokes(chord), `${id} (${chord})`)
  }
  const see = async (...patterns: readonly Pattern[]): Promise<string> => {
    const line = () => tty.lines().find(line => patterns.some(pattern => matches(line, pattern)))
    await tty.until(() => line() !== undefined, `the screen to show ${patterns.join(' or ')}`)
    return line() ?? ''
  }
  const filter = async (text: string): Promise<void> => {
    await press('table.filter')
    await press('prompt.deleteToStart')
    if (text !== '') await send(text, text)
    await press('prompt.submit')
  }
  const marked = (text: string): Promise<void> =>
    tty.until(() => tty.inverseTexts().includes(text), `${text} to be marked`)
  let closing: Promise<void> | undefined
  const close = (): Promise<void> => {
    closing ??= (async () => {
      unmount()
      app.stop()
      await app.deploys.close()
      await client.close()
    })()
    return closing
  }
  onTestFinished(close)
  const ui = {
    /** Presses the key that the program gives this action now; resolves when the program has dealt with it. */
    press,
    /** Types or pastes text as it is. */
    type: (text: string) => send(text, JSON.stringify(text)),
    paste: (text: string) => send(`\x1b[200~${text}\x1b[201~`, 'a paste'),
    /** Presses once the program knows whether the action is possible: which agent owns an instance takes a moment. */
    async pressWhenKnown(id: string) {
      const isKnown = () => {
        const {screenActions} = controller.context()
        const action = screenActions.find(known => known.id === id)
        return action !== undefined && !refusal(action, controller.context())?.includes('not known yet')
      }
      await until(isKnown, `${id} to be decided`)
      await press(id)
    },
    /** Sends one key by its chord, for keys that are text in a prompt or mean nothing. */
    chord: (chord: string) => send(keystrokes(chord), chord),
    /** Opens the filter line, replaces what is there, and takes it. */
    filter,
    /** From the services to the instances of one, and waits for them. */
    async openService(name: string) {
      await filter(name)
      await tty.until(() => tty.inverseLine().includes(name), `the cursor on ${name}`)
      await press('services.open')
      const isOpen = () => tty.lines().some(line => /^Services [›>] /.test(line) && line.includes(name))
      await tty.until(() => isOpen() && tty.inverseLine() !== '', `the instances of ${name}`)
    },
    /** Runs a command of the palette by its name. */
    async command(text: string) {
      await press('palette')
      await send(text, text)
      await press('prompt.submit')
    },
    /** Waits for inverse text: the cursor bar, the answer that Enter would take, the tab. */
    marked,
    /** Answers a question with yes, having seen that it started on Cancel. */
    async confirm(answer: string) {
      await marked('Cancel')
      await press('dialog.toggle')
      await marked(answer)
      await press('dialog.take')
    },
    /** The lines of the screen, without trailing blanks. */
    screen: tty.lines,
    /** Waits for the screen to be as wanted; fails with the last frame. */
    until: (condition: (screen: readonly string[]) => boolean, what: string) =>
      tty.until(() => condition(tty.lines()), what),
    /** Waits for a line that holds one of the patterns, and returns it. */
    see,
    /** Waits until no line holds the pattern. */
    gone: (pattern: Pattern) =>
      tty.until(() => !tty.lines().some(line => matches(line, pattern)), `${pattern} to leave the screen`),
    /** The line under the cursor bar. */
    selected: tty.inverseLine,
    /** Waits until the cursor bar is on a line that holds the pattern. */
    onRow: (pattern: Pattern) =>
      tty.until(() => matches(tty.inverseLine(), pattern), `the cursor on ${pattern}`),
    /** The home folder of this operator, empty at first. */
    home,
    tty,
    resize: tty.resize,
    quits: () => quits,
    /** What the program knows: for what no screen shows whole. */
    app,
    close,
  }
  await tty.until(() => tty.lines().some(line => line !== ''), 'the first frame')
  return ui
}

function matches(line: string, pattern: Pattern): boolean {
  return typeof pattern === 'string' ? line.includes(pattern) : pattern.test(line)
}
