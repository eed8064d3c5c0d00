import {Command, CommanderError} from 'commander'
import {ConfigError, type Flags, resolveConfig} from '../config.ts'
import {TABS, type Tab} from '../state/navigation.ts'
import {VERSION} from '../version.ts'
import {withTwoDashes} from './arguments.ts'
import {addAgent} from './commands/agent.ts'
import {addDemo} from './commands/demo.ts'
import {addDeploy} from './commands/deploy.ts'
import {addDns} from './commands/dns.ts'
import {addExec} from './commands/exec.ts'
import {addHooks} from './commands/hooks.ts'
import {addSign} from './commands/sign.ts'
import {addStart} from './commands/start.ts'
import type {Surroundings} from './commands/surroundings.ts'
import {parseView} from './commands/view.ts'
import {TAKEN, withFlags} from './flags.ts'
import {EXIT, type Program} from './program.ts'

/** Reads the command line and runs the command; resolves to the exit code. */
export const run = async (program: Program): Promise<number> => {
  let code: number = EXIT.fine
  const finish = (result: number): void => {
    code = result
  }
  const command = createRoot({program, finish})
  const commands = [addDns, addExec, addDeploy, addDemo, addAgent, addHooks, addStart, addSign]
  for (const add of commands) add(command, {program, finish})
  try {
    await command.parseAsync([...withTwoDashes(program.args)], {from: 'user'})
    return code
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.fine : EXIT.usage
    if (!(error instanceof ConfigError)) throw error
    program.stderr.write(`lictor: ${error.message}\n`)
    return EXIT.usage
  }
}

const createRoot = ({program, finish}: Surroundings): Command =>
  withFlags(new Command('lictor'), TAKEN.byScreen)
    .description('Consul in a terminal')
    .argument('[view]', `where to begin: ${TABS.join(' or ')}`, parseView, 'services')
    // An option after a subcommand is the subcommand's, though its name be one of ours too.
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({
      writeOut: text => program.stdout.write(text),
      writeErr: text => program.stderr.write(text),
    })
    .version(VERSION)
    .action(async (view: Tab, flags: Flags) => {
      const {openScreen} = await import('./open-screen.ts')
      finish(await openScreen(program, {config: resolveConfig(flags, program.env), view}))
    })
