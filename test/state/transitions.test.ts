import {expect, it} from 'vitest'
import type {HealthCheck} from '../../src/api/health-check.ts'
import {createTransitions} from '../../src/state/transitions.ts'
import {createManualClock} from '../api/manual-clock.ts'
import {aCheck} from './samples.ts'

const seen = () => {
  const clock = createManualClock()
  const transitions = createTransitions(clock)
  const start = clock.now()
  return {
    clock,
    observe: (...checks: readonly HealthCheck[]) => transitions.observe(checks),
    observeCritical: (...checks: readonly HealthCheck[]) => transitions.observeAll('critical', checks),
    changedAt: (check: HealthCheck) => {
      const at = transitions.changedAt(check)
      return at === undefined ? undefined : at - start
    },
    seenAt: (check: HealthCheck) => (transitions.seenAt(check) ?? Number.NaN) - start,
  }
}

it('does not know when a check changed that it has only ever seen one way', () => {
  const {clock, observe, changedAt, seenAt} = seen()
  const check = aCheck({status: 'critical'})
  observe(check)
  clock.advance(1_000)
  observe(check)
  expect(changedAt(check)).toBeUndefined()
  expect(seenAt(check)).toBe(0)
})

it('knows when it saw the status of a check change', () => {
  const {clock, observe, changedAt, seenAt} = seen()
  observe(aCheck({status: 'passing'}))
  clock.advance(1_000)
  observe(aCheck({status: 'critical'}))
  clock.advance(1_000)
  observe(aCheck({status: 'critical'}))
  expect(changedAt(aCheck())).toBe(1_000)
  expect(seenAt(aCheck())).toBe(0)
})

it('takes new output for no change, though Consul counts the check as modified', () => {
  const {clock, observe, changedAt} = seen()
  observe(aCheck({status: 'critical', output: 'a', modifyIndex: 1}))
  clock.advance(1_000)
  observe(aCheck({status: 'critical', output: 'b', modifyIndex: 2}))
  expect(changedAt(aCheck())).toBeUndefined()
})

it('tells checks of one name on two nodes apart', () => {
  const {clock, observe, changedAt} = seen()
  observe(aCheck({node: 'a', status: 'passing'}), aCheck({node: 'b', status: 'passing'}))
  clock.advance(1_000)
  observe(aCheck({node: 'a', status: 'passing'}), aCheck({node: 'b', status: 'critical'}))
  expect([changedAt(aCheck({node: 'a'})), changedAt(aCheck({node: 'b'}))]).toEqual([undefined, 1_000])
})

it('counts a check that enters the list of the critical ones as changed, but not those it began with', () => {
  const {clock, observeCritical, changedAt} = seen()
  observeCritical(aCheck({node: 'a', status: 'critical'}))
  clock.advance(1_000)
  observeCritical(aCheck({node: 'a', status: 'critical'}), aCheck({node: 'b', status: 'critical'}))
  expect([changedAt(aCheck({node: 'a'})), changedAt(aCheck({node: 'b'}))]).toEqual([undefined, 1_000])
})

it('counts a check as changed that another answer has shown just before it enters the list of the critical ones', () => {
  const {clock, observe, observeCritical, changedAt} = seen()
  observeCritical()
  clock.advance(1_000)
  observe(aCheck({status: 'critical'}))
  clock.advance(5)
  observeCritical(aCheck({status: 'critical'}))
  clock.advance(1_000)
  observeCritical(aCheck({status: 'critical'}))
  expect(changedAt(aCheck())).toBe(1_000)
})

it('sees a check leave the list of the critical ones, and come back', () => {
  const {clock, observe, observeCritical, changedAt} = seen()
  observeCritical(aCheck({status: 'critical'}))
  clock.advance(1_000)
  observeCritical()
  clock.advance(1_000)
  observe(aCheck({status: 'passing'}))
  expect(changedAt(aCheck())).toBe(1_000)
  clock.advance(1_000)
  observeCritical(aCheck({status: 'critical'}))
  expect(changedAt(aCheck())).toBe(3_000)
})

it('counts a check as changed that comes back to a list without having been seen meanwhile', () => {
  const {clock, observeCritical, changedAt} = seen()
  observeCritical(aCheck({status: 'critical'}))
  clock.advance(1_000)
  observeCritical()
  clock.advance(1_000)
  observeCritical(aCheck({status: 'critical'}))
  expect(changedAt(aCheck())).toBe(2_000)
})
