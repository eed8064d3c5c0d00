import type {DemoTopology} from './topology.ts'

/** A running Consul agent of the demo; `pid` follows a restart. */
export type DemoAgent = {
  readonly name: string
  readonly datacenter: string
  readonly server: boolean
  /** `http://127.x.y.z:port`, without a slash at the end. */
  readonly httpAddress: string
  /** `127.x.y.z:port`, for UDP and TCP. */
  readonly dnsAddress: string
  readonly pid: number
}

export type DemoCluster = {
  readonly agents: readonly DemoAgent[]
  /** The first client agent of the first datacenter (else its first server): where a user would connect. */
  readonly entry: DemoAgent
  /** Holds the data and the log of every agent; gone after `stop`. */
  readonly directory: string
  /** The bootstrap token, when the cluster has ACLs. */
  readonly managementToken: string | undefined
  /** Throws when no agent has this name. */
  agent(name: string): DemoAgent
  /** Sends a signal (SIGKILL unless said) to an agent, and waits for its end if the signal is one that ends it. */
  kill(name: string, signal?: NodeJS.Signals): Promise<void>
  /** Kills an agent if it runs, and starts it again on the same data and ports; resolves when it answers. */
  restart(name: string): Promise<void>
  /** Ends every agent and removes the directory. May be called more than once. */
  stop(): Promise<void>
}

export type SeedOptions = {
  /** The least and the most time, in milliseconds, between two turns of the flapping service; 10 to 20 s by default. */
  readonly flapMs?: readonly [least: number, most: number]
}

export type ExtraConfig = Readonly<Record<string, unknown>> & {
  /** Added to the ports that the demo has chosen. */
  readonly ports?: Readonly<Record<string, number>>
}

export type DemoOptions = {
  /** The path of the consul program, or a name to be found on PATH. */
  readonly consulBin: string
  readonly topology?: DemoTopology | undefined
  /** Default-deny ACLs in every datacenter; only for topologies of a single datacenter. */
  readonly acl?: boolean
  /** Further keys of the agents' configuration, which win over the demo's own. */
  readonly agentConfig?: ExtraConfig
  /** Fills the cluster with services and keys, and keeps them moving. */
  readonly seed?: boolean | SeedOptions
  /** Ends the start early: what was started is stopped, and the start rejects. */
  readonly signal?: AbortSignal | undefined
  /** Told what is being done, in words for the screen. */
  readonly onProgress?: ((step: string) => void) | undefined
}
