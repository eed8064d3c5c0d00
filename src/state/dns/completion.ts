import {hexOf} from './ip-name.ts'

/** What the catalog offers for asking. */
export type NameCatalog = {
  readonly services: readonly {readonly name: string; readonly tags: readonly string[]}[]
  readonly nodes: readonly {readonly name: string; readonly address: string}[]
  /** The names of prepared queries; templates are asked for by what they begin with. */
  readonly queries: readonly string[]
  readonly datacenters: readonly string[]
  /** With its dot. */
  readonly domain: string
}

export type Completion = {
  /** What to ask: a name without its last dot, or an address. */
  readonly name: string
  /** What that is, in a word or two. */
  readonly what: string
}

/** What the typed text may become, the likeliest first. Names that DNS cannot ask for are left out. */
export const completeName = (text: string, catalog: NameCatalog, limit = 50): readonly Completion[] => {
  const typed = text.trimStart().toLowerCase()
  const found: Completion[] = []
  for (const offer of offers(typed, catalog)) {
    if (!offer.name.toLowerCase().startsWith(typed) || offer.name.toLowerCase() === typed) continue
    found.push(offer)
    if (found.length >= limit) break
  }
  return found
}

function* offers(typed: string, catalog: NameCatalog): Generator<Completion> {
  const {nodes, queries} = catalog
  // A dot would end the label: what stands before it would be taken for a tag.
  const services = catalog.services.filter(({name}) => !name.includes('.'))
  for (const {name} of services) yield* named(typed, name, SERVICE_WORDS, 'service', catalog)
  for (const name of queries) yield* named(typed, name, ['query'], 'prepared query', catalog)
  for (const {name} of nodes) yield* named(typed, name, ['node'], 'node', catalog)
  for (const {name, tags} of services) yield* tagged(typed, name, tags, catalog)
  for (const {name, address} of nodes) yield* addressed(name, address, catalog)
  yield {name: bare(catalog.domain), what: 'the domain (SOA, NS)'}
}

const SERVICE_WORDS = ['service', 'connect', 'ingress', 'virtual']

/** `web.service.consul`; with its first label typed the rarer words too, and with the word typed the datacenters. */
function* named(
  typed: string,
  label: string,
  words: readonly string[],
  what: string,
  {datacenters, domain}: NameCatalog,
): Generator<Completion> {
  if (!mayBecome(typed, label) || !label.split('.').every(isAskable)) return
  const isLabelTyped = typed.startsWith(`${label.toLowerCase()}.`)
  for (const word of isLabelTyped ? words : words.slice(0, 1)) {
    const described = word === words[0] ? what : `${what}, ${word}`
    yield {name: `${label}.${word}.${bare(domain)}`, what: described}
    if (!typed.startsWith(`${label}.${word}.`.toLowerCase())) continue
    for (const datacenter of datacenters) {
      yield {name: `${label}.${word}.${datacenter}.${bare(domain)}`, what: `${described} in ${datacenter}`}
    }
  }
}

/** `canary.web.service.consul` and `_web._canary.service.consul`. */
function* tagged(
  typed: string,
  service: string,
  tags: readonly string[],
  catalog: NameCatalog,
): Generator<Completion> {
  if (typed.startsWith('_')) {
    if (!mayBecome(typed, `_${service}`)) return
    for (const tag of ['tcp', ...tags.filter(name => !name.includes('.'))]) {
      yield* named(typed, `_${service}._${tag}`, ['service'], tag === 'tcp' ? 'service' : 'tag', catalog)
    }
    return
  }
  for (const tag of tags) yield* named(typed, `${tag}.${service}`, ['service'], 'tag', catalog)
}

function* addressed(node: string, address: string, {domain}: NameCatalog): Generator<Completion> {
  if (!/^[\d.]+$|:/.test(address)) return
  yield {name: address, what: `who has the address of ${node}`}
  yield {name: `${hexOf(address)}.addr.${bare(domain)}`, what: `the address of ${node}`}
}

/** Whether a name that begins so can begin with what was typed. */
const mayBecome = (typed: string, label: string): boolean => {
  const lower = label.toLowerCase()
  return lower.startsWith(typed) || typed.startsWith(`${lower}.`)
}

/** Consul looks for the bytes as DNS spells them, so that nothing but ASCII is ever found. */
export const isAskable = (label: string): boolean => /^[\w-]+$/.test(label)

const bare = (name: string): string => name.replace(/\.$/, '')
