import {fileURLToPath} from 'node:url'
import {type IPty, spawn} from '@lydell/node-pty'
import {createVirtualTerminal} from './virtual-terminal.ts'

const APP = fileURLToPath(new URL('fixtures/screen-app.ts', import.meta.url))

export type ShellSession = Awaited<ReturnType<typeof startShell>>

/** An interactive shell with job control in a terminal, as an operator has it. */
export async function startShell({columns = 60, rows = 20} = {}) {
  const terminal = createVirtualTerminal(columns, rows)
  // Without line editing the shell itself touches no terminal mode.
  const pty = spawn('bash', ['--norc', '--noprofile', '--noediting', '-i'], {
    cols: columns,
    rows,
    env: {PATH: process.env.PATH, PS1: '$ ', TERM: 'xterm-256color', LANG: 'C.UTF-8', FORCE_COLOR: '3'},
  })
  let bytes = ''
  const waiting = new Set<() => void>()
  pty.onData(async data => {
    bytes += data
    await terminal.write(data)
    for (const check of waiting) check()
  })
  /** Waits until the screen looks as wanted; the test's own timeout is the end of patience. */
  const until = (isSo: () => boolean) =>
    new Promise<void>(resolve => {
      const check = () => {
        if (!isSo()) return
        waiting.delete(check)
        resolve()
      }
      waiting.add(check)
      check()
    })
  const untilShown = (text: string | RegExp) => until(() => terminal.text().some(row => row.match(text)))
  await untilShown(/^\$ ?$/)
  return {
    terminal,
    until,
    untilShown,
    type: (keys: string) => pty.write(keys),
    resize(toColumns: number, toRows: number) {
      terminal.resize(toColumns, toRows)
      pty.resize(toColumns, toRows)
    },
    /** Everything the terminal has been sent since the last call. */
    takeBytes() {
      const taken = bytes
      bytes = ''
      return taken
    },
    /** Starts the program and waits for its first frame; answers its process id. */
    async startApp(redirection = '') {
      pty.write(`'${process.execPath}' '${APP}' ${redirection}\r`)
      await until(() => terminal.isAlternate() && terminal.text().some(row => row === 'row 7'))
      return Number(terminal.text()[0]?.replace('pid ', ''))
    },
    /** The link stalls: nobody reads what the terminal is sent. */
    stall: () => pty.pause(),
    flow: () => pty.resume(),
    /** Closes the terminal under everything that runs in it. */
    hangUp: () => destroy(pty),
    close: () => pty.kill('SIGKILL'),
  }
}

/** The way to close the master side, which the package's types do not show. */
function destroy(pty: IPty & {destroy?(): void}): void {
  pty.destroy?.()
}
