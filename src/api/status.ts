import type {ConsulClient, QueryOptions, Reply} from './client.ts'
import {text} from './decode.ts'
import {read} from './read.ts'

/** `GET /v1/status/leader`: `address:port` of the leader, empty while there is none. Does not block. */
export const readLeader = (client: ConsulClient, options?: QueryOptions): Promise<Reply<string>> =>
  read(client, {path: '/v1/status/leader', options}, text)
