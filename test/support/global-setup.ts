import type {TestProject} from 'vitest/node'
import {startDemoCluster} from '../../src/demo/cluster.ts'
import type {DemoAgent} from '../../src/demo/cluster-types.ts'
import {describeDemoError} from '../../src/demo/demo-error.ts'
import {consulBin} from './consul-binary.ts'

/** The cluster that all tests of a run share: the default topology, without seed. Use keys and names of your own. */
export type SharedCluster = {
  readonly entry: DemoAgent
  readonly agents: readonly DemoAgent[]
  readonly directory: string
}

declare module 'vitest' {
  interface ProvidedContext {
    cluster: SharedCluster
  }
}

/** Starts the shared cluster before the first test; the returned function stops it after the last. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const cluster = await startDemoCluster({consulBin: consulBin()}).catch((error: unknown) => {
    throw new Error(describeDemoError(error), {cause: error})
  })
  // Copies, because what is provided to the tests is serialized.
  const agents = cluster.agents.map(agent => ({...agent}))
  project.provide('cluster', {entry: {...cluster.entry}, agents, directory: cluster.directory})
  return () => cluster.stop()
}
