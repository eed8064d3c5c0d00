import {encode, RECURSION_DESIRED} from 'dns-packet'
import {ConsulError} from '../errors.ts'
import type {DnsType} from './dns-type.ts'

export type DnsQuestion = {readonly name: string; readonly type: DnsType}

export type QueryForm = {
  readonly id: number
  /** How many bytes of UDP the client says that it takes; a query without it has no EDNS at all. */
  readonly udpSize?: number | undefined
}

const HEADER_BYTES = 12
const LONGEST_LABEL = 63
/** With a length before each label and the empty one at the end. */
const LONGEST_NAME = 255

/** The packet that asks. @throws ConsulError `invalid` for a name that DNS has no way to write. */
export const encodeQuery = ({name, type}: DnsQuestion, {id, udpSize}: QueryForm): Buffer => {
  checkName(name)
  return encode({
    type: 'query',
    id,
    flags: RECURSION_DESIRED, // as any client of a resolver sets it
    questions: [{name, type}],
    additionals: udpSize === undefined ? [] : [{type: 'OPT', name: '.', udpPayloadSize: udpSize}],
  })
}

/** Where the question ends in a query that has one: after the empty label, type and class. */
export const questionEnd = (query: Uint8Array): number => {
  let offset = HEADER_BYTES
  for (let length = query[offset]; length; length = query[offset]) offset += length + 1
  return offset + 5
}

const checkName = (name: string): void => {
  const labels = name.replace(/\.$/, '').split('.')
  if (name === '.') return
  const reason = labels.includes('')
    ? 'a label in it is empty'
    : labels.some(label => Buffer.byteLength(label) > LONGEST_LABEL)
      ? `a label in it has more than ${LONGEST_LABEL} bytes`
      : Buffer.byteLength(labels.join('.')) + 2 > LONGEST_NAME
        ? `it has more than ${LONGEST_NAME - 2} bytes`
        : undefined
  if (reason === undefined) return
  throw new ConsulError({
    kind: 'invalid',
    shortMessage: `DNS has no such name: ${reason}`,
    nextStep: 'Labels of 1 to 63 bytes with a dot between them, 253 bytes in all.',
  })
}
