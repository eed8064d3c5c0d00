import type {Coordinate, DatacenterCoordinates} from '../../api/coordinate.ts'
import type {ServiceInstance} from '../../api/health.ts'
import {aggregateStatus} from '../../api/health-check.ts'
import type {Member} from '../../api/member.ts'
import type {RemoteServers, WanMembers} from '../queries/wan-members.ts'
import {hostPort} from './host-port.ts'
import {between, type MemberRow} from './member-rows.ts'

type Self = {readonly node: string; readonly datacenter: string}

/** The servers of every datacenter. Round trips are from the asked agent where it is a server, else from its nearest. */
export const wanMemberRows = (
  {members, remote, coordinates}: WanMembers,
  self: Self | undefined,
): readonly MemberRow[] => {
  const rttTo = roundTrips(coordinates, self)
  const rows = members.length > 0 ? members.map(rowOfMember) : remote.flatMap(rowsOfRemote)
  return rows.map(row => {
    const rtt = rttTo(row)
    return rtt === undefined ? row : {...row, rtt}
  })
}

const BLANK = {
  role: 'server',
  leader: false,
  protocol: '',
  build: '',
  health: 'passing',
  failingChecks: 0,
  maintenance: false,
  meta: {},
} as const

const rowOfMember = ({
  name,
  status,
  address,
  port,
  build,
  protocol,
  datacenter,
  tags,
}: Member): MemberRow => ({
  ...BLANK,
  id: name,
  name,
  node: withoutSuffix(name, `.${datacenter}`),
  status,
  address: hostPort(address, port),
  build,
  protocol: String(protocol.current),
  datacenter,
  meta: tags,
})

const rowsOfRemote = (remote: RemoteServers): readonly MemberRow[] => {
  const {datacenter} = remote
  if ('servers' in remote) return remote.servers.map(server => rowOfServer(server, datacenter))
  const name = `*.${datacenter}`
  return [
    {...BLANK, id: name, name, node: '', datacenter, status: 'unreachable', address: remote.unreachable},
  ]
}

const rowOfServer = ({node, service, checks}: ServiceInstance, datacenter: string): MemberRow => ({
  ...BLANK,
  id: `${node.name}.${datacenter}`,
  name: `${node.name}.${datacenter}`,
  node: node.name,
  status: aggregateStatus(checks) === 'critical' ? 'failed' : 'alive',
  address: hostPort(service.address || node.taggedAddresses.wan || node.address, service.port),
  build: service.meta.version ?? '',
  datacenter,
})

const roundTrips = (
  coordinates: readonly DatacenterCoordinates[],
  self: Self | undefined,
): ((row: MemberRow) => number | undefined) => {
  const points = new Map<string, Coordinate>()
  for (const {datacenter, coordinates: nodes} of coordinates) {
    for (const {node, coordinate} of nodes) {
      points.set(`${withoutSuffix(node, `.${datacenter}`)}.${datacenter}`, coordinate)
    }
  }
  const own = self && points.get(`${self.node}.${self.datacenter}`)
  const near = [...points]
    .filter(([name]) => self && name.endsWith(`.${self.datacenter}`))
    .map(([, point]) => point)
  return ({id}) => {
    const times = (own ? [own] : near).flatMap(from => between(from, points.get(id)) ?? [])
    return times.length === 0 || id === `${self?.node}.${self?.datacenter}` ? undefined : Math.min(...times)
  }
}

const withoutSuffix = (text: string, suffix: string): string =>
  text.endsWith(suffix) ? text.slice(0, -suffix.length) : text
