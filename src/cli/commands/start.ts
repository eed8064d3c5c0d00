import type {Command} from 'commander'
import type {Tab} from '../../state/navigation.ts'
import {TAKEN, typedFlags, withFlags} from '../flags.ts'
import type {Surroundings} from './surroundings.ts'
import {parseView} from './view.ts'

/** What `npm start` runs: the agent that is named, else one that is there, else the demo. */
export const addStart = (root: Command, {program, finish}: Surroundings): void => {
  const command = withFlags(root.command('start', {hidden: true}), TAKEN.byScreen)
  command.argument('[view]', '', parseView, 'services').action(async (view: Tab) => {
    const {start} = await import('../start.ts')
    finish(await start(program, {flags: typedFlags(command, TAKEN.byScreen), view}))
  })
}
