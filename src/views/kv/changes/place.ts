import type {App} from '../../../state/app.ts'
import {cliNames} from '../../../state/kv/cli-names.ts'
import type {TargetContext} from '../../../state/kv/copy-target.ts'
import {type Side, sideOptions} from '../../../state/kv/side.ts'
import type {KvTarget} from '../../../state/kv/tree-row.ts'
import {type Where, whereOf} from '../../../state/kv/where.ts'
import {identityQuery} from '../../../state/queries/identity.ts'
import {consulCommand} from '../../shell-command.ts'

const ownDatacenter = (app: App): string | undefined => app.peek(identityQuery)?.agent?.datacenter

/** Where the operator looks now: what is asked about stays there, wherever he goes meanwhile. */
export const whereNow = (app: App): Where => whereOf(app.tenancy.getState(), ownDatacenter(app))

/** The store that a side of a comparison is in. */
export const whereOfSide = (app: App, side: Side): Where =>
  whereOf(sideOptions(app.tenancy.getState(), side), ownDatacenter(app))

/** What a typed target means, with the datacenters as far as they are known. */
export const targetContext = (
  app: App,
  source: KvTarget,
  known: readonly string[] | undefined,
): TargetContext => ({source, from: whereNow(app), own: ownDatacenter(app), known})

/** A key with its datacenter, where that is not the agent's own. */
export const placeName = (key: string, {datacenter}: Where): string =>
  datacenter === undefined ? key : `${datacenter}: ${key}`

/** As {@link kvCommand}, with the key or prefix last; none where that would hit another. */
export const keyCommand = (
  app: App,
  where: Where,
  subcommand: string,
  ...args: readonly [...flags: string[], key: string]
): {readonly command?: string} => (cliNames(args.at(-1) ?? '') ? kvCommand(app, where, subcommand, args) : {})

/** `consul kv …`, in the store that is meant. */
export const kvCommand = (
  app: App,
  where: Where,
  subcommand: string,
  args: readonly string[],
): {readonly command?: string} => {
  const {datacenter, namespace, partition} = {...app.client.tenancy, ...where}
  const flags = [
    ...(datacenter === undefined ? [] : [`-datacenter=${datacenter}`]),
    ...(namespace === undefined ? [] : [`-namespace=${namespace}`]),
    ...(partition === undefined ? [] : [`-partition=${partition}`]),
  ]
  return consulCommand(app.client.address, ['kv', subcommand], [...flags, ...args])
}
