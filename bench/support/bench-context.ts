import type {DemoCluster} from '../../src/demo/cluster-types.ts'
import {type CatalogSize, type PlannedInstance, planInstances} from './catalog-plan.ts'
import type {KeyTree} from './key-tree.ts'
import type {Measured} from './measured.ts'
import {type PtyProgram, startInPty} from './pty-program.ts'

/** What the rows share: the programs, the clusters, and how much to measure. */
export type BenchContext = {
  readonly consulBin: string
  /** The bundled program. */
  readonly bundle: string
  readonly quick: boolean
  readonly size: CatalogSize
  /** Three agents with the demo's services. Started for the first row that asks. */
  readonly smallCluster: () => Promise<DemoCluster>
  /** A server and a client agent with the large catalog. Started for the first row that asks. */
  readonly bigCluster: () => Promise<DemoCluster>
  readonly keyTree: KeyTree
  /** A server and a client agent with the keys of `keyTree`. Started for the first row that asks. */
  readonly keyCluster: () => Promise<DemoCluster>
}

/** A row of the table, which may need several lines. */
export type BenchRow = {
  readonly name: string
  readonly measure: (context: BenchContext) => Promise<readonly Measured[]>
}

/** Starts Lictor in a terminal on the agent at `address`. */
export const startLictor = (
  {bundle}: BenchContext,
  address: string,
  view: string,
  environment: Readonly<Record<string, string>> = {},
): PtyProgram => startInPty(process.execPath, [bundle, '--http-addr', address, view], environment)

/** How large the catalog is, in words. */
export const describeSize = ({size}: BenchContext): string => {
  const services = size.services.toLocaleString('en')
  return `${services} services, ${(size.services * size.instancesPerService).toLocaleString('en')} instances`
}

/** An instance from the middle of the catalog. */
export const someInstance = ({size}: BenchContext): PlannedInstance => {
  const instances = [...planInstances(size)]
  const instance = instances[Math.floor(instances.length / 2)]
  if (instance === undefined) throw new Error('The catalog has no instances.')
  return instance
}
