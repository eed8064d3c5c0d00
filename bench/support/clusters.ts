import {startDemoCluster} from '../../src/demo/cluster.ts'
import type {DemoCluster} from '../../src/demo/cluster-types.ts'
import {seedCatalog} from './big-catalog.ts'
import type {CatalogSize} from './catalog-plan.ts'

/** Clusters that start when they are first asked for. */
export type Clusters = {
  readonly small: () => Promise<DemoCluster>
  readonly big: () => Promise<DemoCluster>
  readonly stop: () => Promise<void>
}

export const createClusters = (
  consulBin: string,
  size: CatalogSize,
  say: (line: string) => void,
): Clusters => {
  const small = once(() => {
    say('starting the small cluster')
    return startDemoCluster({consulBin, topology: {dc1: {servers: 1, clients: 2}}, seed: true})
  })
  const big = once(async () => {
    say(`starting the big cluster and registering ${size.services} services`)
    const cluster = await startDemoCluster({consulBin, topology: {dc1: {servers: 1, clients: 1}}})
    try {
      await seedCatalog(cluster.entry.httpAddress, size)
    } catch (error) {
      await cluster.stop()
      throw error
    }
    return cluster
  })
  const stop = async (): Promise<void> => {
    for (const cluster of [small, big]) await (await cluster.started()?.catch(() => undefined))?.stop()
  }
  return {small: small.get, big: big.get, stop}
}

type Once<T> = {readonly get: () => Promise<T>; readonly started: () => Promise<T> | undefined}

const once = <T>(start: () => Promise<T>): Once<T> => {
  let started: Promise<T> | undefined
  const get = (): Promise<T> => {
    started ??= start()
    return started
  }
  return {get, started: () => started}
}
