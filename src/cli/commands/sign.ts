import type {Command} from 'commander'
import {TAKEN, typedFlags} from '../flags.ts'
import type {Surroundings} from './surroundings.ts'

export const addSign = (root: Command, {program, finish}: Surroundings): void => {
  const command = root
    .command('sign')
    .description('sign a deploy manifest, so that agents with a --verify-key run it')
    .argument('[manifest]', 'a file; its signature goes beside it, with .sig at the end of the name')
    .option('--key <file>', 'private key to sign with')
    .option('--new-key <name>', 'make a pair of keys: name, and name.pub for the agents')
  command.action(async (manifest: string | undefined) => {
    const {key, newKey} = typedFlags(command, TAKEN.bySign)
    const {runSign} = await import('../sign.ts')
    finish(await runSign(program, {manifest, key, newKey}))
  })
}
