import {spawn} from 'node:child_process'
import {createInterface} from 'node:readline'
import {fileURLToPath} from 'node:url'
import {programEnvironment} from './program-environment.ts'

/** A process that follows the board of a deploy, and nothing else. */
export type BoardFollower = {
  readonly pid: number
  readonly ready: Promise<unknown>
  /** When it was complete, in the time of `performance.now()`. */
  readonly complete: Promise<number>
  readonly close: () => Promise<void>
}

type Followed = {readonly address: string; readonly id: string; readonly hosts: number}

const SCRIPT = fileURLToPath(new URL('follow-board.ts', import.meta.url))

export const startBoardFollower = ({address, id, hosts}: Followed): BoardFollower => {
  const child = spawn(process.execPath, [SCRIPT, address, id, String(hosts)], {
    env: programEnvironment(),
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const lines = createInterface({input: child.stdout})
  const ended = new Promise<void>(resolve => child.once('close', () => resolve()))
  const said = (word: string): Promise<number> =>
    new Promise((resolve, reject) => {
      lines.on('line', line => {
        if (line.startsWith(word)) resolve(performance.now())
      })
      void ended.then(() => reject(new Error(`The follower has ended before it was ${word}.`)))
    })
  const [ready, complete] = [said('ready'), said('complete')]
  complete.catch(() => undefined) // told where it is waited for
  return {
    pid: child.pid ?? 0,
    ready,
    complete,
    close: () => {
      child.stdin.end()
      return ended
    },
  }
}
