import {ConsulError, type ConsulErrorFields, isConsulError} from '../errors.ts'
import {BrokenStream, Silence} from './exchange.ts'
import {MalformedPacket} from './malformed-packet.ts'
import {describeStray, type Stray} from './stray.ts'
import type {Transport} from './transport.ts'

export type FailureContext = {
  readonly server: string
  readonly transport: Transport
  readonly waitedMs: number
}

/** Turns what kept an answer from coming into an error that says it as it is. @throws what is a bug of ours */
export const describeDnsFailure = (error: unknown, context: FailureContext): ConsulError => {
  if (isConsulError(error)) return error
  if (error instanceof Silence) return new ConsulError(describeSilence(error.strays, context))
  const {server} = context
  if (error instanceof MalformedPacket) {
    return new ConsulError({
      kind: 'protocol',
      shortMessage: `${server} answered with a malformed packet`,
      details: error.message,
      nextStep: 'Check what stands between here and the agent; a client would drop the packet as well.',
    })
  }
  if (error instanceof BrokenStream) {
    return new ConsulError({
      kind: 'protocol',
      shortMessage: `${server} did not answer over TCP`,
      details: error.message,
      nextStep: 'Check that the address is that of a DNS server.',
    })
  }
  if (!isSystemError(error)) throw error
  return new ConsulError(describeSocketFailure(error, context))
}

const describeSilence = (
  strays: readonly Stray[],
  {server, transport, waitedMs}: FailureContext,
): ConsulErrorFields => {
  const waited = `within ${Math.round(waitedMs / 100) / 10} s`
  const [stray] = strays
  if (stray) {
    return {
      kind: 'protocol',
      shortMessage: `${server} gave no answer to be believed ${waited}`,
      details: [...new Set(strays.map(describeStray))].join(', and '),
      nextStep: 'Look for another server, a proxy or an address translation in between.',
    }
  }
  return {
    kind: 'timeout',
    shortMessage: `No answer from ${server} over ${nameOf(transport)} ${waited}`,
    nextStep: `Check the address, and whether a firewall drops ${nameOf(transport)}.`,
  }
}

const describeSocketFailure = (
  {code, message: details}: SystemError,
  {server, transport}: FailureContext,
): ConsulErrorFields => {
  if (code === 'ECONNREFUSED') {
    return {
      kind: 'unreachable',
      shortMessage: `Nothing answers DNS at ${server} over ${nameOf(transport)}`,
      nextStep: 'Check ports.dns of the agent, or name another address with --dns-addr.',
    }
  }
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return {
      kind: 'unreachable',
      shortMessage: `The host of ${server} cannot be resolved`,
      details,
      nextStep: 'Name the DNS server by its IP address with --dns-addr.',
    }
  }
  return {
    kind: 'unreachable',
    shortMessage: `No way to ${server} over ${nameOf(transport)}`,
    details,
    nextStep: 'Check the network and any firewall, or name another address with --dns-addr.',
  }
}

type SystemError = Error & {readonly code: string}

const isSystemError = (error: unknown): error is SystemError =>
  error instanceof Error && 'syscall' in error && 'code' in error && typeof error.code === 'string'

const nameOf = ({protocol}: Transport): string => protocol.toUpperCase()
