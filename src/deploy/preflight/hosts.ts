import {countHosts, listNames} from '../name-list.ts'
import type {Targets} from '../targets/find.ts'
import type {Plan} from '../waves/plan.ts'
import {formatWave} from '../waves/sizes.ts'
import type {Finding} from './finding.ts'

/** Who will hear it, who will not, and in which order. */
export const lookAtHosts = (targets: Targets, plan: Plan): readonly Finding[] => [
  lookAtExpected(targets),
  ...lookAtDead(targets),
  ...lookAtWaves(plan),
]

const lookAtExpected = ({expected, isFiltered, datacenter}: Targets): Finding => {
  const names = expected.map(({node}) => node)
  if (names.length === 0)
    return {
      about: 'targets',
      severity: 'red',
      sentence: 'No living agent matches the filters.',
      nextStep:
        'Look at the filters: that of the service is held against service IDs, as each agent has them.',
    }
  const sentence = `${countHosts(names.length)}${datacenter ? ` of ${datacenter}` : ''} must answer: ${listNames(names)}.`
  if (!isFiltered) return {about: 'targets', severity: 'green', sentence}
  return {
    about: 'targets',
    severity: 'yellow',
    sentence: `${sentence} ACLs keep others back.`,
    nextStep: 'A token with node_prefix "" and service_prefix "" read sees them all.',
  }
}

const lookAtDead = ({dead}: Targets): readonly Finding[] => {
  if (dead.length === 0) return []
  return [
    {
      about: 'dead',
      severity: 'yellow',
      sentence: `${listNames(dead.map(({node}) => node))} would match, but gossip has lost ${dead.length === 1 ? 'it' : 'them'}.`,
      nextStep: 'They will never hear of this event: deploy to them when they are back.',
    },
  ]
}

const lookAtWaves = ({waves, leftOut}: Plan): readonly Finding[] => {
  if (leftOut.length > 0)
    return [
      {
        about: 'waves',
        severity: 'yellow',
        sentence: `${describeWaves(waves)} ${countHosts(leftOut.length)} ${leftOut.length === 1 ? 'is' : 'are'} in no wave: ${listNames(leftOut)}.`,
        nextStep: 'End the waves with all unless this is meant.',
      },
    ]
  if (waves.every(({parts}) => parts.length === 1) && waves.length < 2) return []
  return [{about: 'waves', severity: 'green', sentence: describeWaves(waves)}]
}

const describeWaves = (waves: Plan['waves']): string => {
  const each = waves.map(({size, nodes, parts}) => {
    const events = parts.length > 1 ? ` in ${parts.length} events, since one cannot name them all` : ''
    return `${formatWave(size)}: ${countHosts(nodes.length)}${events}`
  })
  return `${waves.length} ${waves.length === 1 ? 'wave' : 'waves'}: ${each.join('; ')}.`
}
