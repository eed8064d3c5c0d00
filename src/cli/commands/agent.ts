import type {Command} from 'commander'
import {type Flags, resolveConfig} from '../../config.ts'
import type {AgentFlags} from '../agent/arguments.ts'
import {splitOperands} from '../arguments.ts'
import {TAKEN, typedFlags, withFlags} from '../flags.ts'
import type {Surroundings} from './surroundings.ts'

export const addAgent = (root: Command, {program, finish}: Surroundings): void => {
  const command = withFlags(root.command('agent'), TAKEN.byCommand)
    .description(
      'run events on this host, each once, and acknowledge them: as manifests of Stretcher, or by a command',
    )
    .argument('<event...>', 'names of events; after -- a command that is told of each')
    .option('--timeout <duration>', 'for the download of the archive: 30s, or a number of seconds')
    .option('--retry <n>', 'how often a failed download is tried again')
    .option('--retry-wait <duration>', 'between two tries')
    .option('--random-delay <duration>', 'wait for a random part of it first')
    .option('--max-band-width <bytes>', 'of the download, a second: 10MB')
    .option('--verify-key <file>', 'Ed25519 public key; a manifest without a signature of it is not run')
    .option(
      '--dashboard [category]',
      'tell consul-kv-dashboard too; under the name of the event unless given',
    )
    .option('--stdin <form>', 'what the command reads: events, as from consul watch, or the payload alone')
    .option('--max-output <bytes>', 'of each event, as goes to Consul (256KiB)')
    .option('--max-age <duration>', 'what may be older when it is first heard of is not run (15m)')
    .option('--stop-after <duration>', 'how long a running event may go on after SIGTERM (1m)')
    .option('--node <name>', 'as which to acknowledge; what the Consul agent says')
    .option('--state-dir <folder>', 'where what has been run is written down')
    .option('--once', 'run the events on standard input, and end; also done under consul watch')
  command.action(async (operands: readonly string[]) => {
    const flags: Flags & AgentFlags = typedFlags(command, TAKEN.byCommand)
    const config = resolveConfig(flags, program.env)
    const [{readRequest}, {runAgent}] = await Promise.all([
      import('../agent/arguments.ts'),
      import('../agent/agent.ts'),
    ])
    finish(await runAgent(program, config, readRequest(splitOperands(operands, program.args), flags)))
  })
}
