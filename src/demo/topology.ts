/** How many agents of each kind a datacenter has. The first client agent (else the first server) is the way in. */
export type DatacenterShape = {readonly servers: number; readonly clients: number}

/** Datacenters by name, in the order in which they are started; the first one is where the cluster is entered. */
export type DemoTopology = Readonly<Record<string, DatacenterShape>>

export type AgentRole = {readonly name: string; readonly datacenter: string; readonly server: boolean}

/** Three servers and three client agents in dc1, and one server in dc2 joined over the WAN. */
export const defaultTopology: DemoTopology = {
  dc1: {servers: 3, clients: 3},
  dc2: {servers: 1, clients: 0},
}

/** Names the agents: s1.. and c1.. in the first datacenter, t1.. and d1.. in the second, then by datacenter name. */
export function listRoles(topology: DemoTopology): readonly AgentRole[] {
  return Object.entries(topology).flatMap(([datacenter, shape], index) => {
    const [server, client] = prefixes(datacenter, index)
    return [
      ...numbered(server, shape.servers).map(name => ({name, datacenter, server: true})),
      ...numbered(client, shape.clients).map(name => ({name, datacenter, server: false})),
    ]
  })
}

function prefixes(datacenter: string, index: number): readonly [string, string] {
  if (index === 0) return ['s', 'c']
  if (index === 1) return ['t', 'd']
  return [`${datacenter}-s`, `${datacenter}-c`]
}

function numbered(prefix: string, count: number): readonly string[] {
  return Array.from({length: count}, (_, index) => `${prefix}${index + 1}`)
}
