import {ConsulError} from './errors.ts'

/** Transport security, as PEM text; files are read by whoever reads the configuration. */
export type TlsOptions = {
  readonly ca?: readonly string[] | undefined
  readonly cert?: string | undefined
  readonly key?: string | undefined
  readonly serverName?: string | undefined
  readonly verify?: boolean | undefined
}

/** Which agent to talk to, and as whom. */
export type Connection = {
  /** `http://host:port`, `https://host:port` or `unix:///path/to/socket`. */
  readonly address: string
  readonly token?: string | undefined
  /** `user:password`. */
  readonly basicAuth?: string | undefined
  readonly tls?: TlsOptions | undefined
  readonly namespace?: string | undefined
  readonly partition?: string | undefined
  /** Refuses everything but reads before it leaves the machine. */
  readonly readOnly?: boolean | undefined
}

/** A parsed address. `label` is what messages may show: it never holds credentials. */
export type Endpoint = {
  readonly origin: string
  readonly socketPath?: string
  readonly label: string
  readonly basicAuth?: string | undefined
}

/** @throws ConsulError `invalid` for an address that is none of the three forms. */
export const parseEndpoint = (address: string): Endpoint => {
  if (address.startsWith('unix://')) {
    const socketPath = address.slice('unix://'.length)
    // Any host does: the socket decides where the request goes.
    if (socketPath.startsWith('/')) return {origin: 'http://localhost', socketPath, label: address}
    throw badAddress()
  }
  const url = URL.canParse(address) ? new URL(address) : undefined
  if (url === undefined || (url.protocol !== 'http:' && url.protocol !== 'https:')) throw badAddress()
  return {origin: url.origin, label: url.origin, basicAuth: credentials(url)}
}

const credentials = (url: URL): string | undefined =>
  url.username === '' ? undefined : `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`

// The address itself stays out of the message: it may hold a password.
const badAddress = (): ConsulError =>
  new ConsulError({
    kind: 'invalid',
    shortMessage: 'The address of the Consul agent is not valid',
    nextStep: 'Write it as http://host:8500, https://host:8501 or unix:///path/to/socket.',
  })
