import {DOCUMENTED_PAYLOAD, EVENT_LIMIT, eventSize} from '../fire/event-size.ts'
import type {Plan} from '../waves/plan.ts'
import type {DeployRequest} from '../waves/request.ts'
import type {Finding} from './finding.ts'

/** Whether gossip takes the events. */
export const lookAtSize = ({event, url}: DeployRequest, {waves}: Plan): Finding => {
  const payload = Buffer.from(url)
  const sizes = waves
    .flatMap(({parts}) => parts)
    .map(({filters}) => eventSize({name: event, payload, ...filters}))
  const size = Math.max(eventSize({name: event, payload}), ...sizes)
  const said = `The event has ${size} of ${EVENT_LIMIT} bytes, its payload ${payload.length}`
  if (size > EVENT_LIMIT)
    return {
      about: 'size',
      severity: 'red',
      sentence: `${said}: Consul will refuse it.`,
      nextStep: `Make the URL, the name or the filters ${size - EVENT_LIMIT} bytes shorter.`,
    }
  if (payload.length > DOCUMENTED_PAYLOAD)
    return {
      about: 'size',
      severity: 'yellow',
      sentence: `${said}: it fits, but Consul promises only ${DOCUMENTED_PAYLOAD} bytes of payload.`,
      nextStep: 'A shorter URL is on the safe side of a later version.',
    }
  return {about: 'size', severity: 'green', sentence: `${said}.`}
}
