import {spawn} from 'node:child_process'
import {programEnvironment} from './program-environment.ts'

/** Runs a program to its end and answers how many milliseconds that took. Rejects when it fails. */
export const timedRun = (file: string, args: readonly string[]): Promise<number> =>
  new Promise((resolve, reject) => {
    const startedAt = performance.now()
    const child = spawn(file, args, {env: programEnvironment(), stdio: ['ignore', 'pipe', 'pipe']})
    let complaint = ''
    child.stdout.resume()
    child.stderr.on('data', (chunk: Buffer) => {
      complaint += chunk
    })
    child.once('error', reject)
    child.once('exit', code => {
      const took = performance.now() - startedAt
      if (code === 0) resolve(took)
      else reject(new Error(`${file} ${args.join(' ')} ended with ${code}: ${complaint.trim()}`))
    })
  })
