/** Where a name looks; nothing for the asked agent's own datacenter. */
export type Place = {
  readonly datacenter?: string
  readonly peer?: string
  readonly namespace?: string
  readonly partition?: string
  readonly samenessGroup?: string
}

export type ServiceForm = {
  readonly kind: 'service'
  readonly service: string
  /** With `rfc2782` the protocol, unless that is `tcp`, which stands for no tag. */
  readonly tag?: string
  readonly rfc2782?: true
  readonly place: Place
}

/** A service as a sidecar, a gateway or a virtual IP serves it. */
type MeshForm = {
  readonly kind: 'connect' | 'ingress' | 'virtual'
  readonly service: string
  readonly place: Place
}

/** What a name asks Consul's DNS for: https://developer.hashicorp.com/consul/docs/services/discovery/dns-static-lookups */
export type NameForm =
  | ServiceForm
  | MeshForm
  | {readonly kind: 'node'; readonly node: string; readonly place: Place}
  | {readonly kind: 'query'; readonly query: string; readonly place: Place}
  | {readonly kind: 'addr'; readonly ip: string; readonly place: Place}
  | {readonly kind: 'reverse'; readonly ip: string}
  /** The domain itself, for SOA and NS. */
  | {readonly kind: 'domain'}
  /** In Consul's domain, but of no form that it knows. */
  | {readonly kind: 'formless'; readonly reason: string}
  /** Outside Consul's domains. */
  | {readonly kind: 'foreign'}

export const FORM_WORDS = ['service', 'node', 'query', 'connect', 'ingress', 'virtual', 'addr'] as const

export type FormWord = (typeof FORM_WORDS)[number]

export const isFormWord = (label: string): label is FormWord =>
  (FORM_WORDS as readonly string[]).includes(label.toLowerCase())

/** Consul's domains; all names end in a dot. */
export type Zones = {readonly domain: string; readonly altDomain?: string | undefined}
