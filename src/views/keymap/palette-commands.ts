import type {Consistency} from '../../api/client.ts'
import {datacentersQuery} from '../../state/queries/datacenters.ts'
import {identityQuery} from '../../state/queries/identity.ts'
import type {ActionContext} from './action.ts'
import {showChord} from './chords.ts'
import {refusal} from './run-action.ts'

/** One entry of the palette. */
export type Command = {
  /** What may be typed; an action's is its title. */
  readonly name: string
  readonly about: string
  readonly key?: string
  /** Why it cannot be done now. */
  readonly refused?: string
  readonly run: () => void
}

const MODES: Readonly<Record<Consistency, string>> = {
  default: 'the leader answers, from its lease',
  stale: 'any server answers, also without a leader; the data may be old',
  consistent: 'the leader asks a quorum first',
}

/** Every command that makes sense now. */
export const paletteCommands = (context: ActionContext): readonly Command[] => [
  ...datacenterCommands(context),
  ...consistencyCommands(context),
  ...context.screenActions
    .filter(({id}) => id !== 'palette')
    .map(action => {
      const refused = refusal(action, context)
      const [key] = action.keys
      return {
        name: action.title,
        about: '',
        ...(key !== undefined && {key: showChord(key)}),
        ...(refused !== undefined && {refused}),
        run: () => context.runAction(action),
      }
    }),
]

/** The one that is named exactly, then those whose name begins with the text, then those that hold all its words. */
export const matchingCommands = (commands: readonly Command[], text: string): readonly Command[] => {
  const wanted = text.trim().toLowerCase()
  if (wanted === '') return commands
  const exact = commands.filter(({name}) => name.toLowerCase() === wanted)
  const starts = commands.filter(({name}) => name.toLowerCase().startsWith(wanted))
  const words = wanted.split(/\s+/)
  const holds = commands.filter(command => words.every(word => command.name.toLowerCase().includes(word)))
  return [...new Set([...exact, ...starts, ...holds])]
}

/** What Enter takes: the command that was marked, wherever it is now, or the first where it is gone. */
export const markedIndex = (commands: readonly Command[], marked: string | undefined): number =>
  Math.max(
    0,
    commands.findIndex(({name}) => name === marked),
  )

/** The datacenters that Consul has named, or undefined before it has answered. */
export const knownDatacenters = ({app}: ActionContext): readonly string[] | undefined =>
  app.peek(datacentersQuery)

export const goToDatacenter = ({app}: ActionContext, datacenter: string): void => {
  const agent = app.peek(identityQuery)?.agent
  const {datacenter: _, ...elsewhere} = app.tenancy.getState()
  // The agent's own datacenter is what one has without a choice: no second set of polls, nothing asked anew.
  app.tenancy.setState(datacenter === agent?.datacenter ? elsewhere : {...elsewhere, datacenter}, true)
  app.navigation.reset()
}

const datacenterCommands = (context: ActionContext): readonly Command[] =>
  (knownDatacenters(context) ?? []).map(datacenter => ({
    name: `dc ${datacenter}`,
    about: `look at the datacenter ${datacenter}`,
    run: () => goToDatacenter(context, datacenter),
  }))

const consistencyCommands = ({app}: ActionContext): readonly Command[] =>
  (Object.keys(MODES) as Consistency[]).map(consistency => ({
    name: consistency,
    about: MODES[consistency],
    run: () => app.tenancy.setState({consistency}),
  }))
