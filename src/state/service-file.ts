/** What a service file says: definitions as the agent's API takes them. */
export type ServiceFile = {
  readonly path: string
  readonly services: readonly Readonly<Record<string, unknown>>[]
}

/** A file that cannot be used; the message says why in one sentence. */
export class ServiceFileError extends Error {
  override readonly name = 'ServiceFileError'
}

/** Maps whose keys are the operator's own and must not be renamed. */
const OPAQUE = new Set(['Meta', 'TaggedAddresses', 'Header', 'Config'])

/** Fields of the agent's API that are not simply the words of the configuration file joined. */
const RENAMED: Readonly<Record<string, string>> = {
  Id: 'ID',
  CheckId: 'CheckID',
  Http: 'HTTP',
  Tcp: 'TCP',
  Udp: 'UDP',
  Ttl: 'TTL',
  Grpc: 'GRPC',
  GrpcUseTls: 'GRPCUseTLS',
  H2Ping: 'H2PING',
  H2PingUseTls: 'H2PingUseTLS',
  TlsServerName: 'TLSServerName',
  TlsSkipVerify: 'TLSSkipVerify',
  DockerContainerId: 'DockerContainerID',
  AliasNode: 'AliasNode',
}

/**
 * Reads a service definition in JSON or HCL: `service { … }`, `services`, or the bare object of the agent's API.
 * @throws ServiceFileError with the reason.
 */
export const parseServiceFile = async (path: string, text: string): Promise<ServiceFile> => {
  const parsed = path.endsWith('.hcl') ? await parseHcl(path, text) : parseJson(path, text)
  const services = definitions(parsed).map(apiShape)
  if (services.length === 0) throw new ServiceFileError(`${path} defines no service`)
  const nameless = services.find(({Name}) => typeof Name !== 'string' || Name === '')
  if (nameless) throw new ServiceFileError(`${path} has a service without a name`)
  return {path, services}
}

const parseJson = (path: string, text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new ServiceFileError(`${path} is not JSON: ${error instanceof Error ? error.message : error}`)
  }
}

/** Loaded only here: the reader is HashiCorp's own, as WebAssembly, and takes a while. */
const parseHcl = async (path: string, text: string): Promise<unknown> => {
  const {parse} = await import('@cdktn/hcl2json')
  try {
    return await parse(path, text)
  } catch (error) {
    throw new ServiceFileError(`${path} is not HCL: ${error instanceof Error ? error.message : error}`)
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const definitions = (parsed: unknown): readonly Record<string, unknown>[] => {
  if (!isRecord(parsed)) return []
  const {service, services} = parsed
  if (service === undefined && services === undefined) return [parsed]
  return [service, services].flat().filter(isRecord)
}

/** `deregister_critical_service_after` in a file is `DeregisterCriticalServiceAfter` in the API. */
const apiShape = (definition: Record<string, unknown>): Record<string, unknown> => {
  const entries = Object.entries(definition).map(([key, value]): [string, unknown] => {
    const name = apiName(key)
    return [name, shapeValue(name, value)]
  })
  return Object.fromEntries(entries)
}

const shapeValue = (name: string, value: unknown): unknown => {
  const single = SINGLE_BLOCKS.has(name) && Array.isArray(value) ? value[0] : value
  if (OPAQUE.has(name)) return single
  if (Array.isArray(single)) return single.map(item => (isRecord(item) ? apiShape(item) : item))
  return isRecord(single) ? apiShape(single) : single
}

/** HCL writes every block as a list; these may stand only once. */
const SINGLE_BLOCKS = new Set([
  'Check',
  'Weights',
  'Meta',
  'Proxy',
  'Connect',
  'TaggedAddresses',
  'Header',
  'Config',
])

const apiName = (key: string): string => {
  const joined = key.replaceAll(/(?:^|_)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
  return RENAMED[joined] ?? joined
}
