import type {Command} from 'commander'
import {type Flags, resolveConfig} from '../../config.ts'
import {TAKEN, typedFlags, withFlags} from '../flags.ts'
import type {Surroundings} from './surroundings.ts'

export const addHooks = (root: Command, {program}: Surroundings): void => {
  const command = withFlags(root.command('hooks'), TAKEN.byHooks)
    .description('print the lines by which the manifests of a stock stretcher tell how they end')
    .argument('[event]', 'the event that they are fired by', 'deploy')
    .option('--category <name>', 'of consul-kv-dashboard; the name of the event unless given')
  command.action(async (event: string) => {
    const flags: Flags & {readonly category?: string} = typedFlags(command, TAKEN.byHooks)
    const config = resolveConfig(flags, program.env)
    const {hookLines} = await import('../agent/hooks.ts')
    program.stdout.write(hookLines({category: flags.category ?? event, address: config.address}))
  })
}
