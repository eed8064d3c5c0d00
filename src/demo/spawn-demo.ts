import {type ChildProcess, spawn} from 'node:child_process'
import {once} from 'node:events'
import {createInterface} from 'node:readline'
import type {Readable} from 'node:stream'
import {DemoError} from './demo-error.ts'
import {type DemoReady, parseServeLine} from './serve-protocol.ts'

export type OpenDemoOptions = {
  /** The program and arguments that run `serveDemo` on their standard input and output. */
  readonly command: readonly string[]
  /** Leaves the demo running when this process ends; the command must ask `serveDemo` for it too. */
  readonly keep?: boolean
  readonly onProgress?: ((step: string) => void) | undefined
}

export type OpenDemo = DemoReady & {
  /** Stops the demo and resolves when it is gone; a kept demo is left alone. */
  close(): Promise<void>
}

const patienceMs = 10_000

/** Starts the owner of a demo as a child process, and resolves when its cluster is ready. Rejects with a DemoError. */
export async function openDemo(options: OpenDemoOptions): Promise<OpenDemo> {
  const {command, keep = false, onProgress} = options
  const [program = '', ...words] = command
  // A session of its own: Ctrl-C is for this process, which then lets go of the demo. No terminal for its errors either.
  const child = spawn(program, words, {
    detached: true,
    stdio: [keep ? 'ignore' : 'pipe', 'pipe', keep ? 'ignore' : 'pipe'],
  })
  // The demo may be gone already when its input is closed.
  child.stdin?.on('error', () => undefined)
  const ready = await readyOf(child, onProgress)
  if (keep) letGo(child)
  return {...ready, close: () => (keep ? Promise.resolve() : close(child))}
}

function readyOf(child: ChildProcess, onProgress: OpenDemoOptions['onProgress']): Promise<DemoReady> {
  const errors = tailOf(child.stderr)
  return new Promise((resolve, reject) => {
    if (child.stdout !== null) {
      createInterface({input: child.stdout}).on('line', text => {
        const line = parseServeLine(text)
        if (line?.kind === 'progress') onProgress?.(line.step)
        if (line?.kind === 'ready') resolve(line)
        if (line?.kind === 'failed') reject(new DemoError(line.sentence, line.logTail))
      })
    }
    child.once('error', error => reject(new DemoError(`The demo could not be started: ${error.message}`)))
    // Not `exit`: a last line may still be on its way then.
    child.once('close', code =>
      reject(new DemoError(`The demo ended (${code ?? 'killed'}) before it was ready.`, errors())),
    )
  })
}

// What is still attached would hold this process back.
function letGo(child: ChildProcess): void {
  child.stdout?.destroy()
  child.unref()
}

async function close(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  const impatience = setTimeout(() => child.kill('SIGKILL'), patienceMs)
  child.stdin?.end()
  await gone
  clearTimeout(impatience)
}

function tailOf(stream: Readable | null): () => string {
  let text = ''
  stream?.on('data', (chunk: Buffer) => {
    text = (text + chunk.toString()).slice(-2_000)
  })
  return () => text.trim()
}
