import {
  arrayOf,
  type Decoder,
  type Fields,
  field,
  Mismatch,
  number,
  object,
  optional,
  string,
  text,
} from '../../api/decode.ts'
import {formatJobKey, jobFolder} from '../protocol/keys.ts'
import {formatWave, parseWaves} from '../waves/sizes.ts'
import type {Part, Wave} from '../waves/snapshot.ts'
import type {DeployRecord, ExecRecord, JobRecord} from './record.ts'

/** Events and sessions have UUIDs. */
export const isJobId = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)

/** Where the record of a job lies. */
export const recordKey = (id: string): string => jobFolder('_deploy', id) + formatJobKey({kind: 'job'})

/** A record of another form is passed over, not misread. */
const FORM = 1

/** The value of a `job` key. */
export const encodeRecord = (record: JobRecord): Uint8Array => {
  const waves =
    record.kind === 'deploy' && record.waves.map(({size, ...wave}) => ({size: formatWave(size), ...wave}))
  return Buffer.from(JSON.stringify({lictor: FORM, ...record, ...(waves && {waves})}))
}

/** Undefined for what no Lictor has written, or one that is too new. */
export const decodeRecord = (bytes: Uint8Array): JobRecord | undefined => {
  try {
    return decode(JSON.parse(Buffer.from(bytes).toString()))
  } catch {
    return undefined
  }
}

const oneOf =
  <T extends string>(...names: readonly T[]): Decoder<T> =>
  value => {
    const known = names.find(name => name === value)
    if (known === undefined) throw new Mismatch(`expected one of ${names.join(', ')}`)
    return known
  }

const names = arrayOf(string)

/** Folders are named after it, and deleted by it. */
const id: Decoder<string> = value => {
  if (!isJobId(string(value))) throw new Mismatch('expected a UUID')
  return string(value)
}

const decodeFilters = object(filters => ({
  node: field(filters, 'node', optional(string)),
  service: field(filters, 'service', optional(string)),
  tag: field(filters, 'tag', optional(string)),
}))

const decodeOutcome = object(outcome => ({
  done: field(outcome, 'done', number),
  failed: field(outcome, 'failed', number),
  silent: field(outcome, 'silent', number),
  running: field(outcome, 'running', number),
}))

const decodeTerms = object(terms => ({
  services: field(terms, 'services', names),
  steadyMs: field(terms, 'steadyMs', number),
  answerWithinMs: field(terms, 'answerWithinMs', number),
  endWithinMs: field(terms, 'endWithinMs', number),
}))

const decodeSize: Decoder<Wave['size']> = value => {
  const [size] = parseWaves(string(value))
  if (size === undefined) throw new Mismatch('expected a wave')
  return size
}

const decodeWave: Decoder<Wave> = object(wave => ({
  size: field(wave, 'size', decodeSize),
  nodes: field(wave, 'nodes', names),
  stage: field(wave, 'stage', oneOf('waiting', 'firing', 'running', 'settling', 'done')),
}))

const decodePart: Decoder<Part> = object(part => ({
  id: field(part, 'id', id),
  wave: field(part, 'wave', number),
  nodes: field(part, 'nodes', names),
  firedAtMs: field(part, 'firedAtMs', number),
}))

const common = (record: Fields) => ({
  id: field(record, 'id', id),
  datacenter: field(record, 'datacenter', optional(string)),
  by: field(record, 'by', text),
  startedAtMs: field(record, 'startedAtMs', number),
  endedAtMs: field(record, 'endedAtMs', optional(number)),
  filters: field(record, 'filters', decodeFilters),
  expected: field(record, 'expected', names),
  dead: field(record, 'dead', names),
  outcome: field(record, 'outcome', decodeOutcome),
})

const decodeDeploy = (record: Fields): DeployRecord => ({
  ...common(record),
  kind: 'deploy',
  event: field(record, 'event', string),
  url: field(record, 'url', string),
  category: field(record, 'category', string),
  terms: field(record, 'terms', decodeTerms),
  stage: field(record, 'stage', oneOf('running', 'halted', 'finished', 'stopped', 'detached')),
  waves: field(record, 'waves', arrayOf(decodeWave)),
  wave: field(record, 'wave', number),
  parts: field(record, 'parts', arrayOf(decodePart)),
  halted: field(record, 'halted', optional(string)),
})

const decodeExec = (record: Fields): ExecRecord => ({
  ...common(record),
  kind: 'exec',
  command: field(record, 'command', string),
  stage: field(record, 'stage', oneOf('finished', 'detached', 'lost')),
})

const decode: Decoder<JobRecord> = object(record => {
  if (field(record, 'lictor', number) !== FORM) throw new Mismatch('another form')
  const kind = field(record, 'kind', oneOf('deploy', 'exec'))
  return kind === 'deploy' ? decodeDeploy(record) : decodeExec(record)
})
