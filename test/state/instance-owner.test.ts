import {describe, expect, it} from 'vitest'
import type {AgentSelf} from '../../src/api/agent-self.ts'
import {type OwnerSources, ownerOf, refusalOf} from '../../src/state/instance-owner.ts'
import {aMember} from './samples.ts'

const agent: AgentSelf = {
  nodeName: 'c1',
  nodeId: '',
  datacenter: 'dc1',
  server: false,
  version: '1.8.7',
  dns: {},
}
const members = [
  aMember({name: 'c1'}),
  aMember({name: 'c2', address: '10.0.0.2'}),
  aMember({name: 'dead', status: 'failed'}),
]
const lan = {members, nodes: [], coordinates: []}
const sources: OwnerSources = {datacenter: undefined, identity: {agent}, lan}

const owner = (node: string, known: Partial<OwnerSources> = {}, checks: readonly string[] = []) =>
  ownerOf({node, checks: checks.map(checkId => ({checkId}))}, {...sources, ...known})
const deregistering = (node: string, known: Partial<OwnerSources> = {}, checks: readonly string[] = []) =>
  refusalOf(owner(node, known, checks), {node, change: 'deregister'})
const maintaining = (node: string) => refusalOf(owner(node), {node, change: 'maintenance'})

describe('who can change an instance', () => {
  it('is the asked agent, for its own', () => {
    expect(owner('c1')).toEqual({kind: 'asked-agent'})
    expect([deregistering('c1'), maintaining('c1')]).toEqual([undefined, undefined])
  })

  it('is the other agent for what is registered there, and its address is told', () => {
    expect(deregistering('c2')).toContain('run lictor there (10.0.0.2)')
    expect(maintaining('c2')).toContain('only the agent on c2')
  })

  it('is the catalog where no agent ever ran, except for maintenance', () => {
    expect(owner('printer')).toEqual({kind: 'catalog'})
    expect(deregistering('printer')).toBeUndefined()
    expect(maintaining('printer')).toContain('no agent runs on printer')
  })

  it('is never the catalog where an agent runs that gossip does not show, as it would put it back', () => {
    expect(deregistering('segmented', {}, ['serfHealth', 'service:web'])).toBe(
      'an agent runs on segmented, but the asked agent knows no member of that name',
    )
  })

  it('is nobody until its agent is back or has been made to leave', () => {
    expect(deregistering('dead')).toMatch(/agent on dead is failed.*force-leave/)
  })

  it('is not guessed before it is known', () => {
    expect(deregistering('c1', {identity: undefined})).toBe('which agent owns it is not known yet')
    expect(deregistering('printer', {lan: undefined})).toBe('which agent owns it is not known yet')
  })

  it('is not guessed either where the token may not read it, and the rule is named', () => {
    expect(deregistering('c1', {identity: {}})).toContain('agent_prefix "" { policy = "read" }')
    expect(deregistering('printer', {lan: {nodes: [], coordinates: []}})).toContain(
      'node_prefix "" { policy = "read" }',
    )
  })

  it('is not the asked agent in another datacenter, though it has the same name', () => {
    expect(deregistering('c1', {datacenter: 'dc2'})).toContain('it is in dc2')
    expect(deregistering('c1', {datacenter: 'dc1'})).toBeUndefined()
  })
})
