import type {Answer, ConsulClient, StreamedAnswer} from './client.ts'
import {keyPath} from './key-path.ts'
import type {ConsulRequest} from './request.ts'

type KeyRequest = Omit<ConsulRequest, 'path'>

/** Sends to the path of a key or prefix; undefined where Consul takes no path for it, and has done nothing. */
export const sendToKey = (
  client: ConsulClient,
  key: string,
  request: KeyRequest,
): Promise<Answer | undefined> => throughPath(key, request, client.send)

/** As {@link sendToKey}, with the body as it arrives. */
export const streamFromKey = (
  client: ConsulClient,
  key: string,
  request: KeyRequest,
): Promise<StreamedAnswer | undefined> => throughPath(key, request, client.stream)

const throughPath = async <A extends Answer>(
  key: string,
  request: KeyRequest,
  send: (request: ConsulRequest) => Promise<A>,
): Promise<A | undefined> => {
  const path = keyPath(key)
  if (path === undefined) return undefined
  const refuses = request.method === 'GET' ? refusesRead : refusesCharacters
  const isAnswer = (status: number, body: string): boolean =>
    refuses(status, body) || request.isAnswer?.(status, body) === true
  const answer = await send({...request, path, isAnswer})
  return refuses(answer.status, answer.body) ? undefined : answer
}

/** A path with characters that Go does not print (control bytes, all spaces but one) gets a 400 without a word. */
const refusesCharacters = (status: number, body: string): boolean => status === 400 && body === ''

/**
 * Consul 1.22 takes only plain names: what is there already must still be seen, while its word on writes stands.
 * See validateKVKey in hashicorp/consul, agent/kvs_endpoint.go.
 */
const refusesRead = (status: number, body: string): boolean =>
  refusesCharacters(status, body) ||
  (status === 400 && /^(key|URL path) (contains|must not begin)/i.test(body))
