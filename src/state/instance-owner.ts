import {formatAclRule} from '../api/acl-rule.ts'
import type {HealthCheck} from '../api/health-check.ts'
import type {Member} from '../api/member.ts'
import {elsewhere, memberIn} from './asked-agent.ts'
import type {Identity} from './queries/identity.ts'
import type {LanMembers} from './queries/members.ts'

/** Who can change an instance: the agent it is registered with, or the catalog where no agent stands behind it. */
export type InstanceOwner =
  | {readonly kind: 'asked-agent'}
  | {readonly kind: 'catalog'}
  | {readonly kind: 'other-agent'; readonly address: string}
  | {readonly kind: 'failed-agent'; readonly status: Member['status']}
  | {readonly kind: 'other-datacenter'; readonly reason: string}
  | {readonly kind: 'unknown'; readonly reason: string}

/** The owners that a deregistration can be sent to. */
export type DeregisterOwner = Extract<InstanceOwner, {readonly kind: 'asked-agent' | 'catalog'}>

/** What is known of the cluster, each undefined until it has been read. */
export type OwnerSources = {
  /** The chosen one; undefined is the asked agent's own. */
  readonly datacenter: string | undefined
  readonly identity: Identity | undefined
  readonly lan: LanMembers | undefined
}

/** An instance as far as its owner goes. `checks` are its own and its node's. */
export type Owned = {readonly node: string; readonly checks: readonly Pick<HealthCheck, 'checkId'>[]}

const UNREAD = 'which agent owns it is not known yet'

const unreadable = (resource: 'agent' | 'node'): string =>
  `this token may not read which agent owns it: it needs ${formatAclRule({resource, access: 'read'})}`

/**
 * An agent owns what is registered with it and puts it back after a change behind its back (anti-entropy), so only
 * that agent can be told.
 */
export const ownerOf = ({node, checks}: Owned, {datacenter, identity, lan}: OwnerSources): InstanceOwner => {
  if (identity === undefined) return {kind: 'unknown', reason: UNREAD}
  const {agent} = identity
  if (agent === undefined) return {kind: 'unknown', reason: unreadable('agent')}
  const away = elsewhere(datacenter, agent.datacenter)
  if (away !== undefined) return {kind: 'other-datacenter', reason: away}
  if (node === agent.nodeName) return {kind: 'asked-agent'}
  if (lan === undefined) return {kind: 'unknown', reason: UNREAD}
  if (lan.members === undefined) return {kind: 'unknown', reason: unreadable('node')}
  const member = memberIn(lan.members, {name: node, datacenter: agent.datacenter})
  if (member === undefined) return ownerBeyondGossip(node, checks)
  return member.status === 'alive'
    ? {kind: 'other-agent', address: member.address}
    : {kind: 'failed-agent', status: member.status}
}

/** Gossip may not show an agent, as across network segments; its node has the check that gossip feeds all the same. */
const ownerBeyondGossip = (node: string, checks: Owned['checks']): InstanceOwner =>
  checks.some(({checkId}) => checkId === 'serfHealth')
    ? {kind: 'unknown', reason: `an agent runs on ${node}, but the asked agent knows no member of that name`}
    : {kind: 'catalog'}

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
    case 'unknown':
      return owner.reason
  }
}
