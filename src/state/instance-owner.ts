import type {Member} from '../api/member.ts'

/** Who can change an instance: the agent it is registered with, or the catalog where no agent stands behind it. */
export type InstanceOwner =
  | {readonly kind: 'asked-agent'}
  | {readonly kind: 'catalog'}
  | {readonly kind: 'other-agent'; readonly address: string}
  | {readonly kind: 'failed-agent'; readonly status: Member['status']}
  | {readonly kind: 'other-datacenter'; readonly datacenter: string}
  | {readonly kind: 'unknown'}

/**
 * An agent owns what is registered with it and puts it back after a change behind its back (anti-entropy), so only
 * that agent can be told. `members` are the gossip members of the instance's datacenter.
 */
export const ownerOf = (
  node: string,
  {self, members}: {readonly self: string | undefined; readonly members: readonly Member[] | undefined},
): InstanceOwner => {
  if (self === undefined || members === undefined) return {kind: 'unknown'}
  if (node === self) return {kind: 'asked-agent'}
  const member = members.find(({name}) => name === node)
  if (member === undefined) return {kind: 'catalog'}
  return member.status === 'alive'
    ? {kind: 'other-agent', address: member.address}
    : {kind: 'failed-agent', status: member.status}
}

/** Why the asked agent cannot change this instance, in the operator's words, or undefined where something can. */
export const refusalOf = (
  owner: InstanceOwner,
  {node, change}: {readonly node: string; readonly change: 'deregister' | 'maintenance'},
): string | undefined => {
  switch (owner.kind) {
    case 'asked-agent':
      return undefined
    case 'catalog':
      return change === 'deregister'
        ? undefined
        : `no agent runs on ${node}, so nothing there can be put into maintenance`
    case 'other-agent':
      return `only the agent on ${node} can do that: run lictor there (${owner.address}), or with -http-addr set to it`
    case 'failed-agent':
      return `the agent on ${node} is ${owner.status}: force-leave it in Members, which takes its services along`
    case 'other-datacenter':
      return `it is in ${owner.datacenter}, where the asked agent is not: run lictor against an agent there`
    case 'unknown':
      return 'which agent owns it is not known yet'
  }
}
