import {createSocket} from 'node:dgram'
import {type Exchange, type RawReply, Silence} from './exchange.ts'
import {type Stray, strayFor} from './stray.ts'

/** More of them say nothing more. */
const STRAYS_KEPT = 10

/**
 * Sends one datagram and waits for the one that answers it. A socket that is connected hears nobody but the server, and
 * learns at once when nothing listens there; an open one hears strangers too, though it never believes them.
 * @throws Silence, or what the system says
 */
export const exchangeUdp = async (
  {address, family, port, query, ending}: Exchange,
  {connected}: {readonly connected: boolean},
): Promise<RawReply> => {
  if (ending.aborted) throw new Silence([])
  const strays: Stray[] = []
  const reply = Promise.withResolvers<RawReply>()
  const socket = createSocket(family === 6 ? 'udp6' : 'udp4')
  let sentAt = Number.NaN
  const onEnd = (): void => reply.reject(new Silence(strays))
  socket.on('error', reply.reject)
  socket.on('message', (bytes, from) => {
    const tookMs = performance.now() - sentAt
    const isServer = connected || (from.address === address && from.port === port)
    const stray: Stray | undefined = isServer
      ? strayFor(bytes, query)
      : {kind: 'stranger', from: `${from.address}:${from.port}`}
    if (stray === undefined) reply.resolve({bytes, tookMs})
    else if (strays.length < STRAYS_KEPT) strays.push(stray)
  })
  ending.addEventListener('abort', onEnd, {once: true})
  try {
    if (connected) {
      socket.once('connect', () => {
        sentAt = performance.now()
        socket.send(query)
      })
      socket.connect(port, address)
    } else {
      sentAt = performance.now()
      socket.send(query, port, address)
    }
    return await reply.promise
  } finally {
    ending.removeEventListener('abort', onEnd)
    socket.close()
  }
}
