/** Stops the reading; the reason goes on from the name of the file. */
type Refuse = (reason: string) => never

type Block = Readonly<Record<string, unknown>>

/**
 * A definition in the words of the configuration file, as the agent's API wants it, which refuses a field that it does
 * not know: `deregister_critical_service_after` is `DeregisterCriticalServiceAfter` there.
 */
export const apiShape = (definition: Block, refuse: Refuse): Block => {
  const entries = Object.entries(definition).map(([key, value]): [string, unknown] => {
    const name = apiName(key)
    return [name, shapeValue(name, value, refuse)]
  })
  return Object.fromEntries(entries)
}

export const isBlock = (value: unknown): value is Block =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The only fields that take several blocks. */
const LISTS = new Set(['Checks', 'Upstreams', 'Paths', 'Ports'])

/** Maps whose keys are the operator's own and must not be renamed. */
const OPAQUE = new Set(['Meta', 'Header', 'Config'])

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
  H2ping: 'H2PING',
  H2pingUseTls: 'H2PingUseTLS',
  TlsServerName: 'TLSServerName',
  TlsSkipVerify: 'TLSSkipVerify',
  DockerContainerId: 'DockerContainerID',
}

const apiName = (key: string): string => {
  const joined = key.replaceAll(/(?:^|_)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
  return RENAMED[joined] ?? joined
}

const shapeValue = (name: string, value: unknown, refuse: Refuse): unknown => {
  if (Array.isArray(value) && LISTS.has(name)) {
    return value.map(item => (isBlock(item) ? shapeBlock(name, item, refuse) : item))
  }
  const single = onlyBlock(name, value, refuse)
  return isBlock(single) ? shapeBlock(name, single, refuse) : single
}

const shapeBlock = (name: string, block: Block, refuse: Refuse): Block => {
  if (OPAQUE.has(name)) return block
  if (name === 'TaggedAddresses') return unwrapped(block, refuse)
  const shaped = apiShape(block, refuse)
  return name === 'Check' || name === 'Checks' ? withCheckId(shaped) : shaped
}

/** HCL writes every block as a list. */
const onlyBlock = (name: string, value: unknown, refuse: Refuse): unknown => {
  if (!Array.isArray(value) || !value.some(isBlock)) return value
  return value.length === 1 ? value[0] : refuse(`has ${value.length} blocks of ${name} where one may stand`)
}

const unwrapped = (blocks: Block, refuse: Refuse): Block =>
  Object.fromEntries(Object.entries(blocks).map(([key, value]) => [key, onlyBlock(key, value, refuse)]))

/** The file calls it `id`, as it does for a service. */
const withCheckId = ({ID, ...check}: Block): Block => (ID === undefined ? check : {CheckID: ID, ...check})
