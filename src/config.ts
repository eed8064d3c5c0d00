import type {Consistency} from './api/client.ts'
import {Secret} from './secret.ts'

/** The flags of the consul CLI, as commander names them. */
export type Flags = {
  readonly httpAddr?: string | undefined
  readonly token?: string | undefined
  readonly tokenFile?: string | undefined
  readonly caFile?: string | undefined
  readonly caPath?: string | undefined
  readonly clientCert?: string | undefined
  readonly clientKey?: string | undefined
  readonly tlsServerName?: string | undefined
  readonly datacenter?: string | undefined
  readonly namespace?: string | undefined
  readonly partition?: string | undefined
  readonly dnsAddr?: string | undefined
  readonly domain?: string | undefined
  readonly stale?: boolean | undefined
  readonly readOnly?: boolean | undefined
  /** `--no-color` is `color: false`. */
  readonly color?: boolean | undefined
}

export type Environment = Readonly<Record<string, string | undefined>>

/** What to connect to and as whom. Files are named here and read later. */
export type Config = {
  /** `http://host:port`, `https://host:port` or `unix:///path`. */
  readonly address: string
  readonly token?: Secret
  readonly tokenFile?: string
  /** `user:password` of HTTP basic authentication. */
  readonly basicAuth?: Secret
  readonly tls: {
    readonly caFile?: string
    readonly caPath?: string
    readonly clientCert?: string
    readonly clientKey?: string
    readonly serverName?: string
    readonly verify: boolean
  }
  readonly datacenter?: string
  readonly namespace?: string
  readonly partition?: string
  /** `host:port` of a DNS server, instead of what the agent says of itself. */
  readonly dnsAddress?: string
  /** Of the names that Consul answers for. */
  readonly domain?: string
  readonly consistency: Consistency
  readonly readOnly: boolean
  readonly color: boolean
}

/** A flag or variable that cannot be meant; the message names it and says what is allowed. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
}

export const DEFAULT_ADDRESS = '127.0.0.1:8500'

/** Flags before environment before defaults, as the consul CLI has it. @throws ConfigError */
export const resolveConfig = (flags: Flags, env: Environment): Config => {
  const pick = (flag: string | undefined, variable: string): string | undefined =>
    flag || env[variable] || undefined
  const {address, credentials} = parseAddress(
    pick(flags.httpAddr, 'CONSUL_HTTP_ADDR') ?? DEFAULT_ADDRESS,
    isTrue(env, 'CONSUL_HTTP_SSL'),
  )
  const given = {
    basicAuth: secret(env.CONSUL_HTTP_AUTH || credentials),
    datacenter: flags.datacenter,
    namespace: pick(flags.namespace, 'CONSUL_NAMESPACE'),
    partition: pick(flags.partition, 'CONSUL_PARTITION'),
    dnsAddress: flags.dnsAddr,
    domain: flags.domain,
  }
  return {
    ...defined(given),
    ...resolveToken(flags, env),
    address,
    tls: {
      ...defined({
        caFile: pick(flags.caFile, 'CONSUL_CACERT'),
        caPath: pick(flags.caPath, 'CONSUL_CAPATH'),
        clientCert: pick(flags.clientCert, 'CONSUL_CLIENT_CERT'),
        clientKey: pick(flags.clientKey, 'CONSUL_CLIENT_KEY'),
        serverName: pick(flags.tlsServerName, 'CONSUL_TLS_SERVER_NAME'),
      }),
      verify: isTrue(env, 'CONSUL_HTTP_SSL_VERIFY', true),
    },
    consistency: flags.stale ? 'stale' : 'default',
    readOnly: flags.readOnly ?? false,
    color: flags.color ?? true,
  }
}

const secret = (value: string | undefined): Secret | undefined => (value ? new Secret(value) : undefined)

/** One of the two at the most, in the order of the consul CLI: a file goes before a token of the same origin. */
const resolveToken = (flags: Flags, env: Environment): Pick<Config, 'token' | 'tokenFile'> => {
  if (flags.tokenFile) return {tokenFile: flags.tokenFile}
  if (flags.token) return {token: new Secret(flags.token)}
  if (env.CONSUL_HTTP_TOKEN_FILE) return {tokenFile: env.CONSUL_HTTP_TOKEN_FILE}
  return env.CONSUL_HTTP_TOKEN ? {token: new Secret(env.CONSUL_HTTP_TOKEN)} : {}
}

type Address = {readonly address: string; readonly credentials?: string}

/** `host:port`, with or without a scheme; `unix:///path` as it is. User and password are taken out of it. */
const parseAddress = (given: string, ssl: boolean): Address => {
  if (/^unix:\/\/\/./.test(given)) return {address: given}
  // Where TLS was asked for, no scheme takes it back.
  const scheme = ssl || given.startsWith('https://') ? 'https' : 'http'
  const written = `${scheme}://${given.replace(/^https?:\/\//, '')}`
  const isForeign = /^[a-z][a-z+.-]*:\/\//i.test(given) && !/^https?:\/\//.test(given)
  if (isForeign || !URL.canParse(written)) {
    throw new ConfigError(
      `${withoutPassword(given)} is not an address: write host:port, https://host:port or unix:///path`,
    )
  }
  const {username, password, pathname, search, hash} = new URL(written)
  if (!/^\/*$/.test(pathname) || search !== '' || hash !== '') {
    const shown = withoutPassword(given).replace(/[?#].*$/s, '')
    throw new ConfigError(`${shown} is not an address: a path cannot stand in it, only a host and a port`)
  }
  const address = written.replace(/\/\/[^/?#\\]*@/, '//').replace(/\/+$/, '')
  return username === '' ? {address} : {address, credentials: `${decoded(username)}:${decoded(password)}`}
}

const decoded = (part: string): string => {
  try {
    return decodeURIComponent(part)
  } catch {
    return part // a lone % is one
  }
}

/** An address may carry a password, which no message may. */
const withoutPassword = (address: string): string => address.replace(/^(https?:\/\/)?.*@/s, '$1')

/** Go's strconv.ParseBool, which is what the consul CLI reads these with. */
const isTrue = (env: Environment, variable: string, otherwise = false): boolean => {
  const value = env[variable]
  if (value === undefined || value === '') return otherwise
  if (/^(1|t|T|TRUE|true|True)$/.test(value)) return true
  if (/^(0|f|F|FALSE|false|False)$/.test(value)) return false
  throw new ConfigError(`${variable}=${value} is neither true nor false`)
}

type Defined<T> = {[Key in keyof T]?: Exclude<T[Key], undefined>}

const defined = <T extends Readonly<Record<string, unknown>>>(fields: T): Defined<T> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Defined<T> // entries lose the keys' types
