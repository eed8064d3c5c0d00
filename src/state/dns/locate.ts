import type {DnsRecord} from '../../api/dns/record.ts'
import {formatRecordData, recordType} from '../../api/dns/record.ts'
import type {ServiceInstance} from '../../api/health.ts'
import {instanceKey} from '../rows/instance-rows.ts'
import type {Asked} from './asked.ts'
import {dataOf, type InstanceSubject, type Subject} from './evidence.ts'
import {answerOf} from './lookup.ts'
import type {Zones} from './name-form.ts'
import {parseName} from './parse-name.ts'
import {instanceKeys, recordKey} from './record-keys.ts'
import type {ReportedRecord} from './report.ts'

/** What stands behind a record; a service where several of its instances share the record. */
export type Whereabouts =
  | {readonly kind: 'instance'; readonly service: string; readonly node: string; readonly id: string}
  | {
      readonly kind: 'service'
      readonly service: string
      /** Where they all run on one. */
      readonly node?: string
    }
  | {readonly kind: 'node'; readonly node: string}

type Around = {readonly asked: Asked; readonly subject: Subject; readonly zones: Zones}

/** The instance that HTTP shows at the record's address; else what the record itself names. */
export const locateRecord = (
  reported: ReportedRecord,
  {asked, subject, zones}: Around,
): Whereabouts | undefined => {
  const record = findRecord(asked, reported)
  if (record === undefined) return undefined
  const found = subject.kind === 'instances' ? among(record, subject) : undefined
  if (found) return found
  if (subject.kind === 'node') return {kind: 'node', node: subject.node}
  const target = 'target' in record ? record.target : record.name
  return named(target, zones)
}

const findRecord = ({lookup}: Asked, {name, type, data}: ReportedRecord): DnsRecord | undefined =>
  [lookup.udp, lookup.tcp]
    .flatMap(outcome => answerOf(outcome)?.message ?? [])
    .flatMap(({answers, authorities, additionals}) => [...answers, ...authorities, ...additionals])
    .find(record => record.name === name && recordType(record) === type && formatRecordData(record) === data)

const among = (record: DnsRecord, subject: InstanceSubject): Whereabouts | undefined => {
  const key = recordKey(record)
  if (key === undefined) return undefined
  const behind = instancesOf(subject).filter(instance =>
    instanceKeys(instance, record.type === 'SRV').includes(key),
  )
  const [first] = behind
  if (first === undefined) return undefined
  const {node, service} = first
  if (behind.length === 1) return {kind: 'instance', service: service.name, node: node.name, id: service.id}
  const isOneNode = behind.every(instance => instance.node.name === node.name)
  return {kind: 'service', service: service.name, ...(isOneNode && {node: node.name})}
}

const instancesOf = ({own, anonymous}: InstanceSubject): readonly ServiceInstance[] => {
  const seen = [...(dataOf(anonymous) ?? []), ...(dataOf(own) ?? [])]
  return [...new Map(seen.map(each => [instanceKey(each.node.name, each.service.id), each])).values()]
}

const named = (name: string, zones: Zones): Whereabouts | undefined => {
  const form = parseName(name, zones)
  if (form.kind === 'node') return {kind: 'node', node: form.node}
  return form.kind === 'service' ? {kind: 'service', service: form.service} : undefined
}
