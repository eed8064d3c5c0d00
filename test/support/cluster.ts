import {randomBytes} from 'node:crypto'
import {setTimeout as pause} from 'node:timers/promises'
import {startDemoCluster} from '../../src/demo/cluster.ts'
import type {DemoCluster, DemoOptions} from '../../src/demo/cluster-types.ts'
import {consulBin} from './consul-binary.ts'

const deadlineMs = 45_000
const pauseMs = 25

/**
 * Polls until the condition holds, and returns what it returned; `what` names it in the failure.
 * A condition that throws does not hold yet, and its last error becomes the cause of the failure.
 */
export async function until<T>(condition: () => T | Promise<T>, what: string): Promise<T> {
  const end = Date.now() + deadlineMs
  let cause: unknown
  for (;;) {
    try {
      const value = await condition()
      if (value) return value
      cause = undefined
    } catch (error) {
      cause = error
    }
    if (Date.now() >= end) throw new Error(`Waited ${deadlineMs / 1000} s in vain for ${what}.`, {cause})
    await pause(pauseMs)
  }
}

/** A name that no other test uses, for keys, services and events in the shared cluster. */
export function uniqueName(prefix: string): string {
  return `${prefix}-${randomBytes(4).toString('hex')}`
}

/** A cluster of the test's own, one server and one client agent unless told otherwise. The caller stops it. */
export function startPrivateCluster(options: Partial<DemoOptions> = {}): Promise<DemoCluster> {
  return startDemoCluster({consulBin: consulBin(), topology: {dc1: {servers: 1, clients: 1}}, ...options})
}
