import {basename} from 'node:path'
import {eventIndex, type UserEvent} from '../../api/event.ts'

/**
 * How a command hears of its event. `events`: as `consul watch` tells it, a JSON array and CONSUL_INDEX. `payload`: the
 * payload as a line, as Serf does.
 */
export type StdinForm = 'events' | 'payload'

export const STDIN_FORMS: readonly StdinForm[] = ['events', 'payload']

/** Stretcher ends with 0 whatever happens as soon as it sees CONSUL_INDEX; with the bare line its exit code is honest. */
export const usualForm = (command: string): StdinForm =>
  basename(command) === 'stretcher' ? 'payload' : 'events'

export type Told = {readonly stdin: Buffer; readonly env: Readonly<Record<string, string>>}

export const tell = (event: UserEvent, form: StdinForm): Told => {
  const env = {LICTOR_EVENT_ID: event.id, LICTOR_EVENT_NAME: event.name}
  if (form === 'payload') return {stdin: Buffer.concat([event.payload, Buffer.from('\n')]), env}
  return {
    stdin: Buffer.from(`${JSON.stringify([encode(event)])}\n`),
    env: {...env, CONSUL_INDEX: eventIndex(event.id)},
  }
}

/** The fields of `/v1/event/list`, in its order. */
const encode = ({id, name, payload, nodeFilter, serviceFilter, tagFilter, lTime}: UserEvent) => ({
  ID: id,
  Name: name,
  Payload: payload.length === 0 ? null : Buffer.from(payload).toString('base64'),
  NodeFilter: nodeFilter,
  ServiceFilter: serviceFilter,
  TagFilter: tagFilter,
  Version: 1,
  LTime: lTime,
})
