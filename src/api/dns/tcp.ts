import {createConnection} from 'node:net'
import {BrokenStream, type Exchange, type RawReply, Silence} from './exchange.ts'
import {describeStray, strayFor} from './stray.ts'

const LENGTH_BYTES = 2

/**
 * Sends one message over a connection of its own and waits for one back; each has its length before it.
 * @throws Silence, BrokenStream, or what the system says
 */
export const exchangeTcp = async ({address, port, query, ending}: Exchange): Promise<RawReply> => {
  if (ending.aborted) throw new Silence([])
  const reply = Promise.withResolvers<RawReply>()
  const onEnd = (): void => reply.reject(new Silence([]))
  ending.addEventListener('abort', onEnd, {once: true})
  const startedAt = performance.now()
  const socket = createConnection({host: address, port, noDelay: true})
  let received = Buffer.alloc(0)
  socket.on('error', reply.reject)
  socket.on('connect', () => socket.write(Buffer.concat([lengthOf(query), query])))
  socket.on('data', chunk => {
    received = Buffer.concat([received, chunk])
    const bytes = firstMessage(received)
    if (bytes === undefined) return
    // On a connection there is no other sender: what does not answer the query is the server's own mistake.
    const stray = strayFor(bytes, query)
    if (stray) reply.reject(new BrokenStream(describeStray(stray)))
    else reply.resolve({bytes, tookMs: performance.now() - startedAt})
  })
  socket.on('close', () => reply.reject(new BrokenStream(describeClose(received))))
  try {
    return await reply.promise
  } finally {
    ending.removeEventListener('abort', onEnd)
    socket.destroy()
  }
}

const lengthOf = ({length}: Buffer): Buffer => {
  const bytes = Buffer.alloc(LENGTH_BYTES)
  bytes.writeUInt16BE(length)
  return bytes
}

const firstMessage = (received: Buffer): Buffer | undefined => {
  if (received.length < LENGTH_BYTES) return undefined
  const end = LENGTH_BYTES + received.readUInt16BE(0)
  return received.length < end ? undefined : received.subarray(LENGTH_BYTES, end)
}

const describeClose = (received: Buffer): string =>
  received.length < LENGTH_BYTES
    ? 'it closed the connection without an answer'
    : `it closed the connection after ${received.length - LENGTH_BYTES} of ${received.readUInt16BE(0)} bytes`
