import {readAgentSelf} from '../api/agent-self.ts'
import type {ConsulClient} from '../api/client.ts'
import {type Clock, systemClock} from '../api/clock.ts'
import {backoffMs} from '../api/pace.ts'
import {isPassing, sentence} from './trouble.ts'

export type FindNodeDeps = {
  readonly client: ConsulClient
  readonly log: (line: string) => void
  readonly clock?: Clock
}

/**
 * The name of the asked agent, as which this host acknowledges. Waits for the agent to answer; undefined once `signal`
 * has given up. @throws Error with a sentence where the agent refuses to tell.
 */
export const findNode = async (
  {client, log, clock = systemClock}: FindNodeDeps,
  signal: AbortSignal,
): Promise<string | undefined> => {
  for (let failures = 0; !signal.aborted; failures += 1) {
    try {
      const {data} = await readAgentSelf(client, {signal})
      return data.nodeName
    } catch (error) {
      if (signal.aborted) break
      if (!isPassing(error)) throw new Error(`${sentence(error)} Or name the node with --node`)
      if (failures === 0) log(`waits for the Consul agent: ${sentence(error)}`)
      await clock.sleep(backoffMs(failures, clock.random), signal)
    }
  }
  return undefined
}
