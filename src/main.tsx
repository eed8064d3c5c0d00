import type {Program} from './cli/program.ts'

/** As they came: commands that Lictor starts are to see nothing else. */
const env = {...process.env}

// Chalk looks at these while it is loaded. Ink shall always draw in colour: the frame writer takes away what the
// terminal cannot show.
process.env.FORCE_COLOR = '3'

const program: Program = {
  args: process.argv.slice(2),
  env,
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  process,
  self: [process.execPath, ...process.execArgv, process.argv[1] ?? ''],
}

void import('./cli/run.ts').then(async ({run}) => process.exit(await run(program)))
