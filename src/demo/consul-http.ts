import {request as httpRequest, type IncomingHttpHeaders} from 'node:http'

export type HttpAnswer = {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

export type HttpCall = {
  readonly method?: 'GET' | 'PUT' | 'POST' | 'DELETE'
  /** A string is sent as it is, anything else as JSON. */
  readonly body?: unknown
  readonly token?: string | undefined
}

const deadlineMs = 15_000

/** One call to an agent, on a connection of its own. Rejects only when no answer came. */
export function request(address: string, path: string, call: HttpCall = {}): Promise<HttpAnswer> {
  const payload = Buffer.from(typeof call.body === 'string' ? call.body : (JSON.stringify(call.body) ?? ''))
  // Consul takes a chunked body for an empty one on several endpoints.
  const headers = {
    'Content-Length': payload.length,
    ...(call.token === undefined ? {} : {'X-Consul-Token': call.token}),
  }
  return new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(deadlineMs)
    const outgoing = httpRequest(`${address}${path}`, {
      method: call.method ?? 'GET',
      headers,
      agent: false,
      signal,
    })
    outgoing.once('error', reject)
    outgoing.once('response', response => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.once('error', reject)
      response.once('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks).toString(),
        }),
      )
    })
    outgoing.end(payload)
  })
}

/** The decoded JSON answer; throws when Consul answered anything but 200. */
export async function requestJson(address: string, path: string, call: HttpCall = {}): Promise<unknown> {
  const answer = await request(address, path, call)
  if (answer.status !== 200) {
    throw new Error(`${call.method ?? 'GET'} ${path} answered ${answer.status}: ${answer.body.trim()}`)
  }
  return answer.body === '' ? undefined : JSON.parse(answer.body)
}
