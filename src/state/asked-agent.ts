import type {Member} from '../api/member.ts'

/**
 * Why the asked agent cannot be the one to change something in the chosen datacenter, or undefined where it can: agent
 * endpoints know no datacenter, so a name from another one would hit its namesake in the agent's own.
 * `chosen` is undefined for the agent's own datacenter, `own` until the agent has told, or may not.
 */
export const elsewhere = (chosen: string | undefined, own: string | undefined): string | undefined => {
  if (chosen === undefined || chosen === own) return undefined
  return own === undefined
    ? 'which datacenter the asked agent is in is not known yet, or this token may not read it (agent:read)'
    : `it is in ${chosen}, where the asked agent is not: run lictor against an agent there`
}

/** The gossip member of that name in that datacenter; without one, in the asked agent's own. */
export const memberIn = (
  members: readonly Member[] | undefined,
  {name, datacenter}: {readonly name: string; readonly datacenter: string | undefined},
): Member | undefined =>
  members?.find(
    member => member.name === name && (datacenter === undefined || member.datacenter === datacenter),
  )
