import type {DemoAgent, DemoCluster, SeedOptions} from '../cluster-types.ts'
import {registerExternalService, registerNodeCheck} from './catalog-extras.ts'
import {dataServices, standbyServices} from './data-services.ts'
import {type HealthEndpoints, openHealthEndpoints} from './health-endpoints.ts'
import {listKvEntries, listStandbyKvEntries} from './kv-tree.ts'
import {startLife} from './life.ts'
import {hostsOf, type Placement, placeServices} from './placement.ts'
import {heartbeatsOf, registerServices} from './register-services.ts'
import {flappingService, shopServices} from './shop-services.ts'
import {holdLock, writeKv} from './write-kv.ts'

/** Fills a cluster with a shop and keeps it moving; the returned function stops the movement, not the cluster. */
export async function seedCluster(
  cluster: DemoCluster,
  options: SeedOptions = {},
): Promise<() => Promise<void>> {
  const placements = placeAll(cluster)
  const endpoints = await openHealthEndpoints()
  try {
    await fill(cluster, placements, endpoints)
  } catch (error) {
    await endpoints.close()
    throw error
  }
  const flapping = placements.filter(({spec}) => spec.name === flappingService)
  const stopLife = startLife({
    entryAddress: cluster.entry.httpAddress,
    token: cluster.managementToken,
    flapMs: options.flapMs ?? [10_000, 20_000],
    heartbeats: heartbeatsOf(placements),
    setFlapping: failing => {
      for (const {id} of flapping) endpoints.setFailing(id, failing)
    },
  })
  return async () => {
    stopLife()
    await endpoints.close()
  }
}

async function fill(cluster: DemoCluster, placements: readonly Placement[], endpoints: HealthEndpoints) {
  const {entry, managementToken: token} = cluster
  const hosts = hostsOf(cluster.agents, entry.datacenter)
  await Promise.all([
    registerServices({placements, token, urlOf: endpoints.urlOf}),
    registerExternalService(entry, token),
    registerNodeCheck(hosts[1] ?? entry, token),
    writeKv(entry, listKvEntries(Math.floor(Date.now() / 1000)), token),
    holdLock(entry, token),
    ...standbyAgents(cluster).map(agent => writeKv(agent, listStandbyKvEntries(), token)),
  ])
}

/** One agent of every other datacenter: the KV stores are separate. */
function standbyAgents({agents, entry}: DemoCluster): readonly DemoAgent[] {
  const others = agents.filter(({datacenter}) => datacenter !== entry.datacenter)
  return [...new Map(others.map(agent => [agent.datacenter, agent])).values()]
}

function placeAll(cluster: DemoCluster): readonly Placement[] {
  const [first, second] = new Set(cluster.agents.map(agent => agent.datacenter))
  const shop = placeServices([...shopServices, ...dataServices], hostsOf(cluster.agents, first ?? ''))
  const standby = placeServices(standbyServices, hostsOf(cluster.agents, second ?? ''))
  return [...shop, ...standby]
}
