import {spawn} from 'node:child_process'
import {createInterface} from 'node:readline'
import {programEnvironment} from './program-environment.ts'

type TimedLines = {
  /** What it has written to stdout, and when, in milliseconds since its start. */
  readonly lines: readonly {readonly text: string; readonly atMs: number}[]
  readonly tookMs: number
}

/** Runs a program to its end. Rejects when it fails. */
export const timedLines = async (file: string, args: readonly string[]): Promise<TimedLines> => {
  const startedAt = performance.now()
  const since = (): number => performance.now() - startedAt
  const child = spawn(file, args, {env: programEnvironment(), stdio: ['ignore', 'pipe', 'pipe']})
  const lines: {text: string; atMs: number}[] = []
  let complaint = ''
  createInterface({input: child.stdout}).on('line', text => lines.push({text, atMs: since()}))
  child.stderr.on('data', (chunk: Buffer) => {
    complaint += chunk
  })
  return new Promise((resolve, reject) => {
    let tookMs = 0
    child.once('error', reject)
    child.once('exit', () => {
      tookMs = since()
    })
    child.once('close', code => {
      if (code === 0) resolve({lines, tookMs})
      else reject(new Error(`${file} ${args.join(' ')} ended with ${code}: ${complaint.trim()}`))
    })
  })
}
