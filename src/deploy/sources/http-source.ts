import {once} from 'node:events'
import {type ClientRequest, Agent as HttpAgent, get as httpGet, IncomingMessage} from 'node:http'
import {Agent as HttpsAgent, get as httpsGet} from 'node:https'
import {getCACertificates} from 'node:tls'
import {DeployError} from '../errors.ts'
import {hideUrlSecrets} from '../manifest/source-url.ts'
import {type OpenSource, SILENCE_MS, type SourceContext} from './source.ts'

const MOST_REDIRECTS = 10

/** Through the proxies and with the certificates of the host, as Stretcher does. @throws DeployError unless it is a 200 */
export const openHttp = async (url: URL, context: SourceContext): Promise<OpenSource> => {
  let at = url
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
    const response = await ask(at, context)
    const {statusCode = 0, statusMessage = '', headers} = response
    if (statusCode === 200) return {bytes: response, total: lengthOf(headers['content-length'])}
    response.destroy()
    const next = statusCode >= 300 && statusCode < 400 ? headers.location : undefined
    if (next === undefined) {
      throw new DeployError(`${hideUrlSecrets(at.href)} answers ${`${statusCode} ${statusMessage}`.trim()}`)
    }
    at = redirected(at, next)
  }
  throw new DeployError(`${hideUrlSecrets(url.href)} redirects more than ${MOST_REDIRECTS} times`)
}

const ask = async (
  url: URL,
  {env, signal, silenceMs = SILENCE_MS}: SourceContext,
): Promise<IncomingMessage> => {
  const request = send(url, env, signal)
  const silent = new DeployError(`${hideUrlSecrets(url.href)} is silent for ${silenceMs / 1000} seconds`)
  request.setTimeout(silenceMs, () => request.destroy(silent))
  try {
    const [response] = await once(request, 'response', {signal})
    if (!(response instanceof IncomingMessage)) throw new TypeError('a response is something else')
    // Once it has begun, whoever reads it hears only of its own errors.
    request.once('timeout', () => response.destroy(silent))
    return response
  } catch (error) {
    request.destroy()
    throw error
  }
}

/** Nothing is decoded on the way: the checksum is that of the very bytes. */
const send = (url: URL, env: SourceContext['env'], signal: AbortSignal): ClientRequest => {
  const options = {signal, headers: {'accept-encoding': 'identity', 'user-agent': 'lictor'}}
  const proxyEnv = {...env}
  if (url.protocol === 'http:') return httpGet(url, {...options, agent: new HttpAgent({proxyEnv})})
  const ca = [...getCACertificates('default'), ...getCACertificates('system')]
  return httpsGet(url, {...options, agent: new HttpsAgent({proxyEnv, ca})})
}

/** What was asked for in secret and unaltered is not to come by a way where anyone can read and alter it. */
const redirected = (from: URL, location: string): URL => {
  const to = URL.parse(location, from)
  if (to === null || !['http:', 'https:'].includes(to.protocol)) {
    throw new DeployError(`${hideUrlSecrets(from.href)} redirects to something that is no http URL`)
  }
  if (from.protocol === 'https:' && to.protocol === 'http:') {
    throw new DeployError(`${hideUrlSecrets(from.href)} redirects from https to http, which is refused`)
  }
  return to
}

const lengthOf = (header: string | undefined): number | undefined =>
  header !== undefined && /^\d+$/.test(header) ? Number(header) : undefined
