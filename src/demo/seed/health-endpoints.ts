import {createServer} from 'node:http'
import type {AddressInfo} from 'node:net'

/** The HTTP server behind the HTTP checks: one path per instance, answering 200 unless told to fail. */
export type HealthEndpoints = {
  urlOf(id: string): string
  /** Makes the endpoint of an instance answer 503 from now on, or 200 again. */
  setFailing(id: string, failing: boolean): void
  close(): Promise<void>
}

export async function openHealthEndpoints(): Promise<HealthEndpoints> {
  const failing = new Set<string>()
  const server = createServer((request, response) => {
    const id = decodeURIComponent(request.url?.split('/')[1] ?? '')
    const bad = failing.has(id)
    response.writeHead(bad ? 503 : 200, {'Content-Type': 'application/json'})
    response.end(
      `${JSON.stringify(bad ? {status: 'down', error: 'upstream timed out after 1500 ms'} : {status: 'ok'})}\n`,
    )
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen({host: '127.0.0.1', port: 0}, resolve)
  })
  const {port} = server.address() as AddressInfo
  return {
    urlOf: id => `http://127.0.0.1:${port}/${encodeURIComponent(id)}/health`,
    setFailing: (id, bad) => void (bad ? failing.add(id) : failing.delete(id)),
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
