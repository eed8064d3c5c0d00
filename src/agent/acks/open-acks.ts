import type {ConsulClient} from '../../api/client.ts'
import type {Clock} from '../../api/clock.ts'
import type {UserEvent} from '../../api/event.ts'
import {putKey} from '../../api/kv.ts'
import {createPace} from '../../api/pace.ts'
import {type AckChannel, openAckChannel} from './ack-channel.ts'
import type {DeliverContext} from './deliver.ts'

export type OpenAcks = (event: Pick<UserEvent, 'id' | 'name'>) => AckChannel

export type OpenAcksOptions = {
  readonly client: ConsulClient
  /** As which this host answers. */
  readonly node: string
  /** Bytes of output that go to Consul, of each event. */
  readonly maxOutput: number
  /** Under which category consul-kv-dashboard is told of an event; undefined for not at all. */
  readonly categoryOf: (event: string) => string | undefined
  readonly clock: Clock
  readonly log: (line: string) => void
}

/** Each write is one in Raft, and there may be a thousand hosts. */
const PACE = {burst: 4, intervalMs: 400}

/** Opens the way of each event's acknowledgements into KV, until `signal` gives all of them up. */
export const createOpenAcks = (options: OpenAcksOptions, signal: AbortSignal): OpenAcks => {
  const {client, node, maxOutput, categoryOf, clock, log} = options
  const context: DeliverContext = {
    send: (write, until) => putKey(client, write, {signal: until}),
    pace: createPace(clock, PACE),
    clock,
    log,
  }
  return ({id, name}) =>
    openAckChannel({eventId: id, event: name, node, category: categoryOf(name), maxOutput}, context, signal)
}
