import type {Endpoint} from './addresses.ts'
import type {ExtraConfig} from './cluster-types.ts'
import type {AgentRole} from './topology.ts'

/** An agent before it runs: its role, its address and ports, and the directory that holds its data and its log. */
export type AgentPlan = AgentRole & {readonly endpoint: Endpoint; readonly directory: string}

export type ConfigOptions = {
  readonly plan: AgentPlan
  readonly plans: readonly AgentPlan[]
  readonly minor: number
  readonly acl: boolean
  readonly extra: ExtraConfig
}

/** The configuration file of one agent, in keys that every Consul since 1.8 accepts. */
export function agentConfig(options: ConfigOptions): Readonly<Record<string, unknown>> {
  const {plan, extra} = options
  const own = network(options)
  return {
    node_name: plan.name,
    datacenter: plan.datacenter,
    data_dir: `${plan.directory}/data`,
    server: plan.server,
    node_meta: nodeMeta(options),
    ...own,
    ...joining(options),
    ...gossip,
    performance: {raft_multiplier: 1},
    disable_update_check: true,
    disable_remote_exec: false,
    enable_script_checks: true,
    // Consul holds back new output of a check whose status stays the same, for five minutes unless told otherwise.
    check_update_interval: '1s',
    // A stopped agent is to look failed, not to leave politely.
    leave_on_terminate: false,
    ...(options.acl ? {acl: {enabled: true, default_policy: 'deny', enable_token_persistence: true}} : {}),
    ...extra,
    ports: {...own.ports, ...extra.ports},
  }
}

// The defaults are meant for real networks; on loopback a quicker gossip lets members appear sooner.
const gossip = {
  gossip_lan: {gossip_interval: '100ms'},
  gossip_wan: {gossip_interval: '100ms', probe_interval: '1s'},
}

function network({plan, minor}: ConfigOptions) {
  const {address, ports} = plan.endpoint
  return {
    bind_addr: address,
    client_addr: address,
    advertise_addr: address,
    advertise_addr_wan: address,
    ports: {
      http: ports.http,
      dns: ports.dns,
      serf_lan: ports.serfLan,
      serf_wan: ports.serfWan,
      server: ports.rpc,
      grpc: -1,
      // Servers open 8503 by themselves since 1.14; older ones refuse the key.
      ...(minor >= 14 ? {grpc_tls: -1} : {}),
    },
  }
}

function joining({plan, plans}: ConfigOptions) {
  const servers = plans.filter(other => other.server)
  const local = servers.filter(other => other.datacenter === plan.datacenter)
  const remote = servers.filter(other => other.datacenter !== plan.datacenter)
  return {
    retry_join: local
      .filter(other => other !== plan)
      .map(other => `${other.endpoint.address}:${other.endpoint.ports.serfLan}`),
    retry_interval: '200ms',
    ...(plan.server ? {bootstrap_expect: local.length} : {}),
    ...(plan.server && remote.length > 0
      ? {
          retry_join_wan: remote.map(other => `${other.endpoint.address}:${other.endpoint.ports.serfWan}`),
          retry_interval_wan: '200ms',
        }
      : {}),
  }
}

function nodeMeta({plan, plans}: ConfigOptions) {
  const peers = plans.filter(other => other.datacenter === plan.datacenter)
  const rack = 'abc'[peers.indexOf(plan) % 3] ?? 'a'
  return {
    os: 'debian',
    rack: `r${rack}`,
    region: plan.datacenter === 'dc1' ? 'eu-central' : 'us-east',
    instance: plan.server ? 'm5.large' : 'c5.xlarge',
  }
}
