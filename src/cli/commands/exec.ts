import {type Command, Option} from 'commander'
import {type Flags, resolveConfig} from '../../config.ts'
import {type ExecFlags, parseShell, readExecCommand, typedWords} from '../exec/arguments.ts'
import {TAKEN, typedFlags, withFlags} from '../flags.ts'
import type {Surroundings} from './surroundings.ts'

/** Flags stand before the command: what follows its first word is the command's own. */
export const addExec = (root: Command, {program, finish}: Surroundings): void => {
  const command = withFlags(root.command('exec'), TAKEN.byCommand)
    .description('run a command on agents, by Consul’s own remote exec, and print what each says')
    .usage('[options] COMMAND…  (or - for a script on standard input)')
    .argument('[command...]', 'for the shell of each agent; its flags are its own, ours stand before it')
    .passThroughOptions()
    .option('--node <regex>', 'only agents whose name it matches anywhere (RE2)')
    .option('--service <regex>', 'only agents with a service whose ID it matches')
    .option('--tag <regex>', 'only those where a tag of that service matches')
    .option('--script <file>', 'send this file instead, which each agent runs; - is standard input')
    .option('--no-shell', 'run the words of the command as they are, without a shell')
    .addOption(new Option('--shell <bool>').argParser(parseShell).hideHelp())
    .option('--wait <duration>', 'how long to wait without a word from any agent', '2s')
    .option('--json', 'print JSON, an object a line')
  command.action(async (operands: readonly string[]) => {
    const flags: Flags & ExecFlags = typedFlags(command, TAKEN.byCommand)
    const config = resolveConfig(flags, program.env)
    const words = typedWords(operands, program.args)
    const {runExec} = await import('../exec/exec.ts')
    finish(await runExec(program, readExecCommand(words, flags, config)))
  })
}
