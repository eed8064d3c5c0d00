import {describe, expect, it} from 'vitest'
import type {Member} from '../../src/api/member.ts'
import {ownerOf, refusalOf} from '../../src/state/instance-owner.ts'
import {aMember} from './samples.ts'

const members: readonly Member[] = [
  aMember({name: 'c1'}),
  aMember({name: 'c2', address: '10.0.0.2'}),
  aMember({name: 'dead', status: 'failed'}),
]
const owner = (node: string) => ownerOf(node, {self: 'c1', members})
const deregistering = (node: string) => refusalOf(owner(node), {node, change: 'deregister'})
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
    expect(deregistering('printer')).toBeUndefined()
    expect(maintaining('printer')).toContain('no agent runs on printer')
  })

  it('is nobody until its agent is back or has been made to leave', () => {
    expect(deregistering('dead')).toMatch(/agent on dead is failed.*force-leave/)
  })

  it('is not guessed before it is known', () => {
    expect(ownerOf('c1', {self: undefined, members})).toEqual({kind: 'unknown'})
    expect(ownerOf('c1', {self: 'c1', members: undefined})).toEqual({kind: 'unknown'})
    expect(refusalOf({kind: 'unknown'}, {node: 'c1', change: 'deregister'})).toContain('not known yet')
  })

  it('is not the asked agent in another datacenter', () => {
    const refusal = refusalOf(
      {kind: 'other-datacenter', datacenter: 'dc2'},
      {node: 'c1', change: 'deregister'},
    )
    expect(refusal).toContain('it is in dc2')
  })
})
