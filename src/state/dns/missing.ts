import type {DnsAnswer} from '../../api/dns/ask.ts'
import type {ServiceInstance} from '../../api/health.ts'
import {instanceKey} from '../rows/instance-rows.ts'
import {dataOf, type Evidence, type InstanceSubject} from './evidence.ts'
import {type Held, holdBack, type Reason} from './hold-back.ts'
import {answerOf, fullAnswer} from './lookup.ts'
import {addressOf, instanceKeys, recordKey} from './record-keys.ts'
import {whyLost} from './why-lost.ts'

/** An instance that a client is not given, and why. */
export type Missing = {
  readonly service: string
  readonly node: string
  readonly id: string
  readonly address: string
  readonly port: number
  readonly reason: Reason
  /** The reason in words, without a dot at its end. */
  readonly text: string
}

export type Comparison = {
  /** How many instances the client is given, and how many HTTP shows. */
  readonly answered: number
  readonly registered: number
  readonly missing: readonly Missing[]
  /** Given out although HTTP says that they should not be. */
  readonly surplus: readonly Missing[]
  /** How many records belong to no instance that HTTP shows. */
  readonly unknown: number
}

/** Lays what a UDP client gets beside the instances that HTTP has. */
export const compareInstances = (evidence: Evidence, subject: InstanceSubject): Comparison => {
  const {lookup} = evidence
  const full = fullAnswer(lookup)
  const given = keysOf(answerOf(lookup.udp) ?? full)
  const givenInFull = keysOf(full)
  const withPort = lookup.question.type === 'SRV'
  const judged = instancesOf(subject).map(instance => ({
    instance,
    keys: instanceKeys(instance, withPort),
    held: holdBack(instance, evidence, subject),
  }))
  // Instances may share a record: it then speaks for those that should be given out.
  const rightful = new Set(judged.filter(({held}) => held === undefined).flatMap(({keys}) => keys))
  const missing: Missing[] = []
  const surplus: Missing[] = []
  for (const {instance, keys, held} of judged) {
    if (held && keys.some(key => given.has(key) && !rightful.has(key))) surplus.push(entryOf(instance, held))
    else if (held) missing.push(entryOf(instance, held))
    else if (!keys.some(key => given.has(key))) {
      const isInFull = keys.some(key => givenInFull.has(key))
      missing.push(entryOf(instance, whyLost(instance, isInFull, evidence, subject)))
    }
  }
  const known = new Set(judged.flatMap(({keys}) => keys))
  return {
    answered: judged.length - missing.length,
    registered: judged.length,
    missing,
    surplus,
    unknown: [...givenInFull].filter(key => !known.has(key)).length,
  }
}

/** What HTTP shows with the token and without, as the token has it; sorted, so that two runs can be compared. */
const instancesOf = ({own, anonymous}: InstanceSubject): readonly ServiceInstance[] => {
  const seen = [...(dataOf(anonymous) ?? []), ...(dataOf(own) ?? [])]
  const byKey = new Map(
    seen.map(instance => [instanceKey(instance.node.name, instance.service.id), instance]),
  )
  return [...byKey].toSorted(([left], [right]) => (left < right ? -1 : 1)).map(([, instance]) => instance)
}

export const entryOf = (instance: ServiceInstance, {reason, text}: Held): Missing => ({
  service: instance.service.name,
  node: instance.node.name,
  id: instance.service.id,
  address: addressOf(instance),
  port: instance.service.port,
  reason,
  text,
})

const keysOf = (answer: DnsAnswer | undefined): ReadonlySet<string> =>
  new Set((answer?.message.answers ?? []).flatMap(record => recordKey(record) ?? []))
