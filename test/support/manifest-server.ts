import {createServer, type ServerResponse} from 'node:http'
import type {AddressInfo} from 'node:net'
import {onTestFinished} from 'vitest'

export type ManifestServer = {
  /** Serves a file, and answers its URL. */
  readonly put: (name: string, content: string | Uint8Array) => string
  /** Serves half of a file, and the rest never. */
  readonly putHalf: (name: string, content: Uint8Array) => string
  readonly missing: string
}

/** What a deploy is fetched from, on loopback. */
export const startManifestServer = async (): Promise<ManifestServer> => {
  const files = new Map<string, (response: ServerResponse) => void>()
  const server = createServer((request, response) => {
    const serve = files.get(request.url ?? '')
    if (serve) serve(response)
    else response.writeHead(404).end('no such file')
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}` // listening on a port it has one
  const add = (name: string, serve: (response: ServerResponse) => void): string => {
    files.set(`/${name}`, serve)
    return `${base}/${name}`
  }
  return {
    put: (name, content) => add(name, response => void response.end(content)),
    putHalf: (name, content) =>
      add(name, response => {
        response.writeHead(200, {'content-length': content.length})
        response.write(content.subarray(0, content.length / 2))
      }),
    missing: `${base}/missing`,
  }
}
