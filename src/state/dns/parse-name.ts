import {isIP} from 'node:net'
import {ipOfHex, ipOfReverseName, reverseName, shortIp} from './ip-name.ts'
import {type FormWord, isFormWord, type NameForm, type Place, type Zones} from './name-form.ts'

export type QualifyContext = Zones & {
  /** Tell a datacenter from a domain that is misspelt, as far as they are known. */
  readonly datacenters?: readonly string[]
  /** Where to look where the typed text does not say. */
  readonly datacenter?: string | undefined
}

/**
 * The full name, with its dot, that a typed text means: an address is asked about backwards, a form of Consul's without a
 * domain gets the agent's. All else is taken as it is.
 */
export const qualifyName = (
  text: string,
  {datacenters = [], datacenter: usual, ...zones}: QualifyContext,
): string => {
  const typed = text.trim()
  if (isIP(typed) !== 0) return reverseName(typed)
  if (typed.endsWith('.')) return typed
  const name = `${typed}.`
  if (zoneOf(name, zones) !== undefined) return name
  const labels = typed.split('.')
  const at = labels.findLastIndex(isFormWord)
  const [datacenter, ...rest] = labels.slice(at + 1)
  const isLocal =
    datacenter === undefined || (rest.length === 0 && datacenters.includes(datacenter.toLowerCase()))
  if (at <= 0 || !isLocal) return name
  return datacenter === undefined && usual ? `${name}${usual}.${zones.domain}` : `${name}${zones.domain}`
}

/** What a full name asks for, read as Consul reads it: from the right, the first word of a form decides. */
export const parseName = (name: string, zones: Zones): NameForm => {
  const ip = ipOfReverseName(name)
  if (ip !== undefined) return {kind: 'reverse', ip: shortIp(ip)}
  const zone = zoneOf(name, zones)
  if (zone === undefined) return {kind: 'foreign'}
  const labels = name
    .slice(0, name.length - zone.length)
    .split('.')
    .slice(0, -1)
  if (labels.length === 0) return {kind: 'domain'}
  const at = labels.findLastIndex(isFormWord)
  const word = labels[at]?.toLowerCase()
  if (word === undefined || !isFormWord(word)) return formless(NO_WORD)
  const parts = labels.slice(0, at)
  if (parts.length === 0) return formless(`before .${word} stands nothing`)
  const place = parsePlace(labels.slice(at + 1))
  if (place === undefined)
    return formless(`what follows .${word} is neither a datacenter nor a pair that Consul knows`)
  return parseForm(word, parts, place)
}

/** The zone that a name is in: the longer one where one holds the other. */
const zoneOf = (name: string, {domain, altDomain}: Zones): string | undefined =>
  [domain, ...(altDomain ? [altDomain] : [])]
    .toSorted((left, right) => right.length - left.length)
    .find(zone => `.${name}`.toLowerCase().endsWith(`.${zone}`.toLowerCase()))

const NO_WORD = 'none of its labels is service, node, query, connect, ingress, virtual or addr'

const formless = (reason: string): NameForm => ({kind: 'formless', reason})

const parseForm = (word: FormWord, parts: readonly string[], place: Place): NameForm => {
  const last = parts.at(-1) ?? ''
  switch (word) {
    case 'service':
      return parseService(parts, place)
    case 'connect':
    case 'ingress':
    case 'virtual':
      return {kind: word, service: last, place}
    case 'node':
      return {kind: 'node', node: parts.join('.'), place}
    case 'query':
      return {kind: 'query', query: queryName(parts), place}
    case 'addr': {
      const ip = parts.length === 1 ? ipOfHex(last) : undefined
      return ip === undefined
        ? formless('.addr wants one label of 8 or 32 hexadecimal digits')
        : {kind: 'addr', ip, place}
    }
  }
}

const parseService = (parts: readonly string[], place: Place): NameForm => {
  const [first = '', second = ''] = parts
  if (parts.length === 2 && isUnderscored(first) && isUnderscored(second)) {
    const tag = second.slice(1)
    // Any other protocol is looked for among the tags, udp included.
    const tagged = tag.toLowerCase() === 'tcp' ? {} : {tag}
    return {kind: 'service', service: first.slice(1), ...tagged, rfc2782: true, place}
  }
  const tag = parts.slice(0, -1).join('.')
  return {kind: 'service', service: parts.at(-1) ?? '', ...(tag !== '' && {tag}), place}
}

const isUnderscored = (label: string): boolean => label.startsWith('_') && label.length > 1

/** `_name._tcp` since Consul 1.13; the protocol is not looked at. */
const queryName = (parts: readonly string[]): string => {
  const [first = '', last = ''] = [parts[0], parts.at(-1)]
  if (parts.length < 2 || !isUnderscored(first) || !isUnderscored(last)) return parts.join('.')
  return parts.slice(0, -1).join('.').slice(1)
}

const PLACES: Readonly<Record<string, keyof Place>> = {
  dc: 'datacenter',
  peer: 'peer',
  ns: 'namespace',
  ap: 'partition',
  sg: 'samenessGroup',
}

/** A datacenter by itself, or pairs such as `dc2.dc`, in any order. */
const parsePlace = (labels: readonly string[]): Place | undefined => {
  const place: {-readonly [Key in keyof Place]: Place[Key]} = {}
  const rest = [...labels]
  for (;;) {
    const field = rest.length > 1 ? PLACES[rest.at(-1)?.toLowerCase() ?? ''] : undefined
    const value = rest.at(-2)
    if (field === undefined || value === undefined) break
    place[field] = value
    rest.splice(-2)
  }
  const [datacenter, ...surplus] = rest
  if (surplus.length > 0) return undefined
  return datacenter === undefined ? place : {...place, datacenter}
}
