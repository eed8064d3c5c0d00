import type {ConsulClient, QueryOptions, Reply} from '../../api/client.ts'
import {listServiceInstances, type ServiceInstance} from '../../api/health.ts'
import {aggregateStatus} from '../../api/health-check.ts'
import {type RaftServer, readRaftConfiguration} from '../../api/operator.ts'
import {readLeader} from '../../api/status.ts'
import type {Query} from '../live.ts'
import {hostPort} from '../rows/host-port.ts'
import {atOnce, defineQuery, type QueryContext, ridingWaitMs} from './define.ts'
import {optional} from './optional.ts'

export type Server = {
  readonly node: string
  /** host:port of its RPC, as raft knows it. */
  readonly address: string
  readonly alive: boolean
  readonly voter: boolean
  readonly leader: boolean
}

export type Servers = {
  readonly servers: readonly Server[]
  /** The leader's node name, its address where the node is not known, or undefined without a leader. */
  readonly leader?: string
}

/**
 * The servers of the datacenter. Blocks on the health of the service `consul`, which is what the servers register
 * themselves as; the leader and the raft peers do not block and are read when it returns.
 */
export const serversQuery = (context: QueryContext): Query<Servers> =>
  defineQuery(context, 'servers', readServers, {waitMs: ridingWaitMs})

const readServers = async (client: ConsulClient, options: QueryOptions): Promise<Reply<Servers>> => {
  const reply = await listServiceInstances(client, 'consul', options)
  const [leader, peers] = await Promise.all([
    readLeader(client, atOnce(options)),
    optional(readRaftConfiguration(client, atOnce(options))),
  ])
  return {data: combine(reply.data, leader.data, peers?.data ?? []), meta: reply.meta}
}

const combine = (
  instances: readonly ServiceInstance[],
  leaderAddress: string,
  peers: readonly RaftServer[],
): Servers => {
  const voters = new Map(peers.map(peer => [peer.address, peer.voter]))
  const servers = instances.map(({node, service, checks}): Server => {
    const address = hostPort(service.address || node.address, service.port)
    return {
      node: node.name,
      address,
      alive: aggregateStatus(checks) !== 'critical',
      voter: voters.get(address) ?? true,
      leader: address === leaderAddress,
    }
  })
  const leader = servers.find(server => server.leader)?.node ?? leaderAddress
  return {servers, ...(leader && {leader})}
}

/** How many servers are up, how many a majority needs, and how many more may fail. */
export const quorumOf = ({
  servers,
}: Servers): {alive: number; total: number; needed: number; margin: number} => {
  const voters = servers.filter(server => server.voter)
  const alive = voters.filter(server => server.alive).length
  const needed = Math.floor(voters.length / 2) + 1
  return {alive, total: voters.length, needed, margin: alive - needed}
}
