import {mkdtempSync, readFileSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {onTestFailed, onTestFinished} from 'vitest'
import {until} from '../support/cluster.ts'
import {startShell} from '../terminal/shell-session.ts'

/** An operator's shell, in which the built program is started as they would start it. It closes with the test. */
export async function openShell(program: string) {
  const shell = await startShell({columns: 100, rows: 30})
  const folder = mkdtempSync(join(tmpdir(), 'lictor-pty-'))
  const pidFile = join(folder, 'pid')
  onTestFailed(() => console.error(shell.terminal.text().join('\n')))
  onTestFinished(() => {
    shell.close()
    rmSync(folder, {recursive: true})
  })
  const readPid = () => Number(readFileSync(pidFile, 'utf8'))
  return {
    ...shell,
    /** Starts it as the foreground job; answers its process id. */
    async start(args: string, environment = ''): Promise<number> {
      // A file of its own, because the line would scroll; sh becomes the program, so the pid is the program's.
      const command = `echo $$ > ${pidFile}; exec ${process.execPath} ${program} ${args}`
      shell.type(`${environment} sh -c '${command}'\r`)
      await until(() => readPid() > 0, 'the program to start')
      return readPid()
    },
    /** The terminal is the shell's again, as it was, and the program has ended with this code. */
    async untilEnded(code: number): Promise<void> {
      await shell.until(() => !shell.terminal.isAlternate())
      await shell.untilShown(/^\$ ?$/)
      shell.type('echo status $?; stty -a\r')
      await shell.untilShown(new RegExp(`^status ${code}$`))
      await shell.untilShown(/ icanon /)
      await shell.untilShown(/ echo /)
      await shell.until(() => shell.terminal.isCursorVisible() && shell.terminal.modes().wraparoundMode)
    },
  }
}
