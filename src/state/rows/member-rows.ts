import {type Coordinate, type NodeCoordinate, roundTripSeconds} from '../../api/coordinate.ts'
import type {HealthCheck} from '../../api/health-check.ts'
import type {Member} from '../../api/member.ts'
import type {Node} from '../../api/node.ts'
import type {LanMembers} from '../queries/members.ts'
import type {Servers} from '../queries/servers.ts'
import {hostPort} from './host-port.ts'
import {type Health, healthOf, worse} from './status.ts'

/** One member of a gossip pool, with what the catalog knows of its node. */
export type MemberRow = {
  readonly id: string
  /** The gossip name; in the WAN pool `node.datacenter`. */
  readonly name: string
  /** The catalog's name of its node. */
  readonly node: string
  /** `no agent` for a node that was registered from outside. */
  readonly status: Member['status'] | 'no agent' | 'unreachable'
  readonly role: 'server' | 'client' | 'external'
  readonly leader: boolean
  readonly address: string
  readonly build: string
  readonly protocol: string
  readonly datacenter: string
  /** Round trip from the asked agent in seconds, estimated from network coordinates. */
  readonly rtt?: number
  /** The worst of the checks on the node, its services' among them. */
  readonly health: Health
  readonly failingChecks: number
  readonly maintenance: boolean
  readonly meta: Readonly<Record<string, string>>
}

export type MemberRowsInput = {
  readonly lan: LanMembers
  readonly servers: Servers | undefined
  readonly failing: readonly HealthCheck[]
  /** The node name of the asked agent, from which round trips are counted. */
  readonly self: string | undefined
  /** The datacenter that is looked at. */
  readonly datacenter: string | undefined
}

/** Gossip members of the agent's own datacenter, and catalog nodes that no agent stands behind. */
export const memberRows = (input: MemberRowsInput): readonly MemberRow[] => {
  const {lan, datacenter} = input
  const context = createContext(input)
  const members = (lan.members ?? []).filter(
    member => datacenter === undefined || member.datacenter === datacenter,
  )
  const named = new Set(members.map(({name}) => name))
  return [
    ...members.map(member => rowOfMember(member, context)),
    ...lan.nodes
      .filter(({name}) => !named.has(name))
      .map(node => rowOfNode(node, context, members.length > 0)),
  ]
}

type Context = {
  readonly leader: string | undefined
  readonly servers: ReadonlySet<string>
  readonly nodes: ReadonlyMap<string, Node>
  readonly failing: ReadonlyMap<string, readonly HealthCheck[]>
  readonly rttTo: (node: string) => number | undefined
}

const createContext = ({lan, servers, failing, self}: MemberRowsInput): Context => ({
  leader: servers?.leader,
  servers: new Set(servers?.servers.map(({node}) => node)),
  nodes: new Map(lan.nodes.map(node => [node.name, node])),
  failing: Map.groupBy(failing, check => check.node),
  rttTo: roundTrips(lan.coordinates, self),
})

const roundTrips = (
  coordinates: readonly NodeCoordinate[],
  self: string | undefined,
): ((node: string) => number | undefined) => {
  const byNode = new Map(coordinates.map(({node, coordinate}) => [node, coordinate]))
  const own = self === undefined ? undefined : byNode.get(self)
  return node => (node === self ? undefined : between(own, byNode.get(node)))
}

/** Undefined where one of the two has not been placed yet. */
export const between = (from: Coordinate | undefined, to: Coordinate | undefined): number | undefined =>
  from && to ? roundTripSeconds(from, to) : undefined

const rowOfMember = (member: Member, context: Context): MemberRow => ({
  id: member.name,
  name: member.name,
  node: member.name,
  status: member.status,
  role: member.server ? 'server' : 'client',
  leader: member.name === context.leader,
  address: hostPort(member.address, member.port),
  build: member.build,
  protocol: String(member.protocol.current),
  datacenter: member.datacenter,
  ...nodeFacts(member.name, context),
})

/** A node of another datacenter, or one registered from outside: its own check is the only sign of life. */
const rowOfNode = (node: Node, context: Context, isOwnPool: boolean): MemberRow => {
  const serf = context.failing.get(node.name)?.some(check => check.checkId === 'serfHealth')
  const external = isOwnPool || node.meta['external-node'] === 'true'
  const role = external ? 'external' : context.servers.has(node.name) ? 'server' : 'client'
  return {
    id: node.name,
    name: node.name,
    node: node.name,
    status: external ? 'no agent' : serf ? 'failed' : 'alive',
    role,
    leader: node.name === context.leader,
    address: node.address,
    build: node.meta['consul-version'] ?? '',
    protocol: '',
    datacenter: node.datacenter,
    ...nodeFacts(node.name, context),
  }
}

const nodeFacts = (
  name: string,
  {failing, nodes, rttTo}: Context,
): Pick<MemberRow, 'health' | 'failingChecks' | 'maintenance' | 'meta' | 'rtt'> => {
  const checks = failing.get(name) ?? []
  const rtt = rttTo(name)
  return {
    // Who has left, and who is hidden, is not in the catalog: that none of its checks fails is no sign of health.
    health: checks.map(healthOf).reduce(worse, nodes.has(name) ? 'passing' : 'unknown'),
    failingChecks: checks.length,
    maintenance: checks.some(check => check.checkId === '_node_maintenance'),
    meta: nodes.get(name)?.meta ?? {},
    ...(rtt !== undefined && {rtt}),
  }
}
