import {readFile} from 'node:fs/promises'
import {constants} from 'node:os'
import {type Instance, render, useApp as useInk} from 'ink'
import {type ReactElement, type ReactNode, useEffect} from 'react'
import type {Config} from '../config.ts'
import {type App, createApp, type Host} from '../state/app.ts'
import type {Tab} from '../state/navigation.ts'
import {warmUp} from '../state/warm-up.ts'
import {type Capabilities, detectCapabilities} from '../terminal/capabilities.ts'
import {copySequence} from '../terminal/clipboard.ts'
import {createFrameWriter, type FrameWriter} from '../terminal/frame-writer.ts'
import {createScreen, type Screen} from '../terminal/screen.ts'
import {openTtyOutput} from '../terminal/tty-output.ts'
import {Root} from '../views/root.tsx'
import {tableFor} from '../views/routes.tsx'
import {connect} from './connect.ts'
import {crashReport} from './crash-report.ts'
import {editorOf} from './external-editor.ts'
import {keepingDraft} from './keep-draft.ts'
import {EXIT, type Program} from './program.ts'

export type ScreenRequest = {
  readonly config: Config
  readonly view: Tab
  /** What is being looked at, where the operator has not named it. */
  readonly welcome?: string
}

/** Opens the screen and resolves to the exit code once it is closed, whatever closed it. */
export const openScreen = async (
  program: Program,
  {config, view, welcome}: ScreenRequest,
): Promise<number> => {
  const {stdin, stdout, stderr, env} = program
  const capabilities = detectCapabilities({
    env,
    isTTY: Boolean(stdout.isTTY && stdin.isTTY),
    noColor: !config.color,
  })
  if (!capabilities.fullScreen) {
    stderr.write('lictor: this is not a terminal; the screen needs one (ssh -t gives one)\n')
    return EXIT.usage
  }
  const client = await connect(config)
  const terminal = openTerminal(program, capabilities)
  const app = createApp({
    client,
    tenancy: tenancyOf(config),
    initialTab: view,
    tableFor,
    host: terminal.host,
  })
  try {
    await warmUp(app, view)
    if (welcome) app.flash.show({level: 'done', text: `Opened on ${welcome}: ${client.address}`})
    return await terminal.run(app)
  } finally {
    app.stop()
    await client.close()
  }
}

const tenancyOf = ({datacenter, namespace, partition, consistency}: Config) => ({
  consistency,
  ...(datacenter && {datacenter}),
  ...(namespace && {namespace}),
  ...(partition && {partition}),
})

type Lend = (use: () => void | Promise<void>) => Promise<void>

type Terminal = {readonly host: Host; readonly run: (app: App) => Promise<number>}

/** Wires the tty: frames out, keys in, and every way the program can end. */
const openTerminal = (program: Program, capabilities: Capabilities): Terminal => {
  const {stdin, process} = program
  const stdout = openTtyOutput(program.stdout)
  const ended = Promise.withResolvers<number>()
  let lend: Lend = async use => use()
  let lastWords = (): string | undefined => undefined
  const frames = createFrameWriter({output: stdout, ...capabilities, onDead: () => end(EXIT.error)})
  const screen: Screen = createScreen({
    stdin,
    stdout,
    capabilities,
    frames,
    process,
    // Said at once: Ink hands the signal on as soon as nobody else listens, and that is the end.
    onSignal: name => end(128 + constants.signals[name]),
    onCrash: error => crash(error),
    onStopRequest: () => void lend(screen.stop),
  })
  const end = (code: number): void => {
    screen.leave(lastWords())
    ended.resolve(code)
  }
  const crash = (error: unknown): void => {
    screen.leave(crashReport(error))
    end(EXIT.error)
  }
  const host: Host = {
    quit: () => end(EXIT.fine),
    suspend: () => void lend(screen.stop),
    repaint: frames.repaint,
    copy: text => copy(text, frames, capabilities),
    readFile: path => readFile(path, 'utf8'),
    editFile: editorOf(program.env, use => lend(() => screen.suspend(use))),
  }
  const run = async (app: App): Promise<number> => {
    screen.enter()
    lastWords = keepingDraft(app.draft, program.env)
    const onLend = (suspendTerminal: Lend): void => {
      lend = suspendTerminal
    }
    const ink = draw(<Wired app={app} onLend={onLend} />, stdin, frames)
    // What no ViewBoundary has caught ends Ink, and nothing else would tell.
    ink.waitUntilExit().catch(crash)
    const code = await ended.promise
    ink.unmount()
    return code
  }
  return {host, run}
}

const draw = (element: ReactElement, stdin: NodeJS.ReadStream, frames: FrameWriter): Instance =>
  render(element, {
    stdin,
    stdout: frames.stdout as unknown as NodeJS.WriteStream, // Ink uses only what this has
    interactive: true,
    exitOnCtrlC: false,
    // The frame writer drops frames where the terminal is slow; to wait for more of them only delays the first.
    maxFps: 1_000,
  })

const Wired = ({app, onLend}: {readonly app: App; readonly onLend: (lend: Lend) => void}): ReactNode => {
  const {suspendTerminal} = useInk()
  useEffect(() => onLend(suspendTerminal), [onLend, suspendTerminal])
  return <Root app={app} />
}

const copy = (text: string, frames: FrameWriter, {multiplexer}: Capabilities): string | undefined => {
  const copied = copySequence(text, multiplexer)
  if ('tooLarge' in copied) return `too large for the clipboard of a terminal: ${copied.tooLarge} bytes`
  frames.send(copied.sequence)
  return undefined
}
