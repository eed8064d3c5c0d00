import {startDemoCluster} from '../../src/demo/cluster.ts'
import type {DemoCluster} from '../../src/demo/cluster-types.ts'
import {seedCatalog} from './big-catalog.ts'
import type {CatalogSize} from './catalog-plan.ts'
import {type KeyTree, seedKeys} from './key-tree.ts'

/** Clusters that start when they are first asked for. */
export type Clusters = {
  readonly small: () => Promise<DemoCluster>
  readonly big: () => Promise<DemoCluster>
  readonly keys: () => Promise<DemoCluster>
  readonly stop: () => Promise<void>
}

export const createClusters = (
  consulBin: string,
  {catalog, keyTree}: {readonly catalog: CatalogSize; readonly keyTree: KeyTree},
  say: (line: string) => void,
): Clusters => {
  const small = once(() => {
    say('starting the small cluster')
    return startDemoCluster({consulBin, topology: {dc1: {servers: 1, clients: 2}}, seed: true})
  })
  const filled = async (fill: (address: string) => Promise<void>): Promise<DemoCluster> => {
    const cluster = await startDemoCluster({consulBin, topology: {dc1: {servers: 1, clients: 1}}})
    try {
      await fill(cluster.entry.httpAddress)
    } catch (error) {
      await cluster.stop()
      throw error
    }
    return cluster
  }
  const big = once(() => {
    say(`starting the big cluster and registering ${catalog.services} services`)
    return filled(address => seedCatalog(address, catalog))
  })
  const keys = once(() => {
    say(`starting a cluster and writing ${keyTree.count} keys, which takes a minute for each million`)
    return filled(address => seedKeys(address, keyTree))
  })
  const stop = async (): Promise<void> => {
    for (const cluster of [small, big, keys]) await (await cluster.started()?.catch(() => undefined))?.stop()
  }
  return {small: small.get, big: big.get, keys: keys.get, stop}
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
