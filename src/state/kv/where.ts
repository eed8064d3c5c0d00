import type {Tenancy} from '../tenancy.ts'

/** The store that keys are in. No datacenter means the asked agent's own. */
export type Where = Omit<Tenancy, 'consistency'>

/** Where an operator looks now; the asked agent's own datacenter goes without its name, which is `own`. */
export const whereOf = ({consistency: _, datacenter, ...rest}: Tenancy, own: string | undefined): Where => ({
  ...rest,
  ...(datacenter !== undefined && datacenter !== own && {datacenter}),
})

export const sameWhere = (left: Where, right: Where): boolean => whereKey(left) === whereKey(right)

/** Equal for the same store, and only for that. */
export const whereKey = ({datacenter, namespace, partition}: Where): string =>
  JSON.stringify([datacenter, namespace, partition])
