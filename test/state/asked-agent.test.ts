import {describe, expect, it} from 'vitest'
import {elsewhere, memberIn} from '../../src/state/asked-agent.ts'
import {aMember} from './samples.ts'

describe('what the asked agent can be told to change', () => {
  it('is what is in its own datacenter, named or not', () => {
    expect([elsewhere(undefined, 'dc1'), elsewhere('dc1', 'dc1'), elsewhere(undefined, undefined)]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
  })

  it('is nothing in another datacenter', () => {
    expect(elsewhere('dc2', 'dc1')).toBe(
      'it is in dc2, where the asked agent is not: run lictor against an agent there',
    )
  })

  it('is not guessed while it is not known where the agent is', () => {
    expect(elsewhere('dc2', undefined)).toContain('not known yet, or this token may not read it')
  })
})

describe('a member', () => {
  const members = [aMember({name: 's1', status: 'failed'})]

  it('is never its namesake in another datacenter', () => {
    expect(memberIn(members, {name: 's1', datacenter: 'dc1'})?.status).toBe('failed')
    expect(memberIn(members, {name: 's1', datacenter: 'dc2'})).toBeUndefined()
  })

  it('is one of the agent’s own datacenter where none is named, and nobody before the members are known', () => {
    expect(memberIn(members, {name: 's1', datacenter: undefined})?.name).toBe('s1')
    expect(memberIn(undefined, {name: 's1', datacenter: 'dc1'})).toBeUndefined()
  })
})
