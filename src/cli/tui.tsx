import {constants} from 'node:os'
import {type Instance, render, useApp as useInk} from 'ink'
import {type ReactElement, type ReactNode, useEffect} from 'react'
import type {App, Host} from '../state/app.ts'
import type {Capabilities} from '../terminal/capabilities.ts'
import {copySequence} from '../terminal/clipboard.ts'
import {createFrameWriter, type FrameWriter} from '../terminal/frame-writer.ts'
import {createScreen, type Screen} from '../terminal/screen.ts'
import {openTtyOutput} from '../terminal/tty-output.ts'
import {Root} from '../views/root.tsx'
import {crashReport} from './crash-report.ts'
import {editorOf} from './external-editor.ts'
import {keepingDraft} from './keep-draft.ts'
import {operatorOf} from './operator.ts'
import {createPrivateFiles} from './private-files.ts'
import {EXIT, type Program} from './program.ts'

type Lend = (use: () => void | Promise<void>) => Promise<void>

type Terminal = {readonly host: Host; readonly run: (app: App) => Promise<number>}

/** Wires the tty: frames out, keys in, and every way the program can end. */
export const openTerminal = (program: Program, capabilities: Capabilities): Terminal => {
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
    paintAhead: frames.paintAhead,
    copy: text => copy(text, frames, capabilities),
    ...surroundings(program),
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

const surroundings = ({env}: Program): Pick<Host, 'operator' | 'environment' | 'readFile' | 'files'> => {
  const files = createPrivateFiles(env)
  return {operator: operatorOf(env), environment: env, readFile: files.read, files}
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
