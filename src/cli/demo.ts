import {type Flags, resolveConfig} from '../config.ts'
import {describeDemoError} from '../demo/demo-error.ts'
import {serveDemo} from '../demo/serve.ts'
import {type OpenDemo, openDemo} from '../demo/spawn-demo.ts'
import type {Tab} from '../state/navigation.ts'
import {openScreen} from './open-screen.ts'
import {EXIT, type Program} from './program.ts'

export type DemoRequest = {
  readonly keep: boolean
  readonly view: Tab
  /** How to look at it, such as `--read-only`; whom to ask and as whom is the demo's own. */
  readonly flags?: Pick<Flags, 'readOnly' | 'color' | 'stale' | 'datacenter'>
}

/** Brings the demo cluster up, opens the screen on it, and takes it down again unless it is to be kept. */
export const runDemo = async (program: Program, {keep, view, flags = {}}: DemoRequest): Promise<number> => {
  const {stderr} = program
  const command = [...program.self, 'demo', '--serve', ...(keep ? ['--keep'] : [])]
  let demo: OpenDemo
  try {
    demo = await openDemo({command, keep, onProgress: step => void stderr.write(`  ${step}\n`)})
  } catch (error) {
    stderr.write(`lictor: ${describeDemoError(error)}\n`)
    return EXIT.error
  }
  // The environment speaks of another cluster: its token, CA and namespace are not for this one.
  const config = resolveConfig({...flags, httpAddr: demo.httpAddress}, {})
  // Said before the screen opens, it stands there again after it, whatever ends the program.
  if (keep) stderr.write(keptMessage(demo))
  const isSeen = program.stdout.isTTY || !keep
  try {
    return isSeen
      ? await openScreen(program, {config, view, welcome: 'a demo cluster of its own'})
      : EXIT.fine
  } finally {
    await demo.close()
  }
}

const keptMessage = ({httpAddress, directory, owner}: OpenDemo): string =>
  `The demo cluster goes on: CONSUL_HTTP_ADDR=${httpAddress}, its files are in ${directory}.\nTo stop it: kill ${owner}\n`

/** Owns the demo cluster for the program that holds our input. */
export const runDemoServer = async (program: Program, {keep}: {readonly keep: boolean}): Promise<number> => {
  const {env, stdin, stdout, process} = program
  const ended = new AbortController()
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.once(signal, () => ended.abort())
  try {
    await serveDemo({
      consulBin: env.CONSUL_BIN || 'consul',
      keep,
      input: stdin,
      output: stdout,
      signal: ended.signal,
    })
    return EXIT.fine
  } catch {
    return EXIT.error // serveDemo has said why
  }
}
