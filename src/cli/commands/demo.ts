import {type Command, Option} from 'commander'
import {TAKEN, typedFlags, withFlags} from '../flags.ts'
import type {Surroundings} from './surroundings.ts'

export const addDemo = (root: Command, {program, finish}: Surroundings): void => {
  const command = withFlags(root.command('demo'), TAKEN.byDemo)
    .description('open Lictor on a Consul cluster of its own, on loopback')
    .option('--keep', 'leave the cluster running, and say where it is')
    .addOption(
      new Option('--serve', 'run the cluster alone, for the program that holds its input').hideHelp(),
    )
  command.action(async () => {
    const {keep = false, serve, ...flags} = typedFlags(command, TAKEN.byDemo)
    const {runDemo, runDemoServer} = await import('../demo.ts')
    finish(await (serve ? runDemoServer(program, {keep}) : runDemo(program, {keep, view: 'services', flags})))
  })
}
