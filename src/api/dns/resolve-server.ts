import {lookup} from 'node:dns/promises'
import {isIP} from 'node:net'
import {type Exchange, Silence} from './exchange.ts'
import type {DnsServer} from './server-address.ts'

/** The address of a server, from the system's resolver where it is given by name. @throws Silence once it takes too long */
export const resolveServer = async (
  {host, port}: DnsServer,
  ending: AbortSignal,
): Promise<Pick<Exchange, 'address' | 'family' | 'port'>> => {
  const family = isIP(host)
  if (family === 4 || family === 6) return {address: host, family, port}
  const ended = Promise.withResolvers<never>()
  const onEnd = (): void => ended.reject(new Silence([]))
  ending.addEventListener('abort', onEnd, {once: true})
  try {
    const found = await Promise.race([lookup(host), ended.promise])
    return {address: found.address, family: found.family === 6 ? 6 : 4, port}
  } finally {
    ending.removeEventListener('abort', onEnd)
  }
}
