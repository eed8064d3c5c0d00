import {spawn} from '@lydell/node-pty'
import xterm from '@xterm/headless'
import {runsOf} from './screen-cells.ts'
import {screenSvg} from './svg.ts'

const PATIENCE_MS = 90_000

export type LictorSession = {
  readonly type: (keys: string) => void
  /** Waits until the screen shows all of this. @throws with the screen, when it does not within a minute and a half. */
  readonly untilShown: (...wanted: readonly RegExp[]) => Promise<void>
  /** The rows of the screen as text. */
  readonly lines: () => readonly string[]
  readonly picture: (title: string) => string
  /** Ends the program and waits for it. */
  readonly quit: () => Promise<void>
}

export type SessionOptions = {
  /** Program and arguments. */
  readonly command: readonly [string, ...string[]]
  readonly columns: number
  readonly rows: number
}

/** Runs Lictor in a real terminal whose screen can be read and drawn. */
export const openLictor = ({command: [program, ...args], columns, rows}: SessionOptions): LictorSession => {
  const terminal = new xterm.Terminal({cols: columns, rows, allowProposedApi: true})
  const pty = spawn(program, args, {
    cols: columns,
    rows,
    env: {PATH: process.env.PATH, TERM: 'xterm-256color', LANG: 'C.UTF-8'},
  })
  const changed = new EventTarget()
  pty.onData(data => terminal.write(data, () => changed.dispatchEvent(new Event('change'))))
  const ended = new Promise<void>(resolve => pty.onExit(() => resolve()))
  const lines = (): readonly string[] =>
    Array.from({length: rows}, (_, row) => terminal.buffer.active.getLine(row)?.translateToString(true) ?? '')
  const shows = (wanted: readonly RegExp[]): boolean => {
    const text = lines().join('\n')
    return wanted.every(pattern => pattern.test(text))
  }
  return {
    type: keys => pty.write(keys),
    lines,
    untilShown: async (...wanted) => {
      const signal = AbortSignal.timeout(PATIENCE_MS)
      while (!shows(wanted)) {
        await nextEvent(changed, signal).catch(() => {
          throw new Error(`waited in vain for ${wanted.join(' and ')} on:\n${lines().join('\n')}`)
        })
      }
    },
    picture: title => screenSvg(runsOf(terminal), {columns, rows, title}),
    quit: () => {
      pty.write('\x03')
      return ended
    },
  }
}

const nextEvent = (target: EventTarget, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    signal.addEventListener('abort', reject, {once: true})
    target.addEventListener('change', () => resolve(), {once: true, signal})
  })
