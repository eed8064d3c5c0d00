import {setFlagsFromString} from 'node:v8'
import type {Program} from './cli/program.ts'

// Chalk looks at these while it is loaded. Ink shall always draw in colour: the frame writer takes away what the
// terminal cannot show.
process.env.FORCE_COLOR = '3'

// A bastion host's memory is shared: without these the heap doubles with every large catalog that is read.
setFlagsFromString('--heap-growing-percent=30')
setImmediate(() => setFlagsFromString('--semi-space-growth-factor=1'))

const program: Program = {
  args: process.argv.slice(2),
  env: {...process.env},
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  process,
  self: [process.execPath, ...process.execArgv, process.argv[1] ?? ''],
}

const {run} = await import('./cli/run.ts')
process.exit(await run(program))
