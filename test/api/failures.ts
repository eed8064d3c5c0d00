import {inspect} from 'node:util'
import {type ConsulError, isConsulError} from '../../src/api/errors.ts'
import type {Fault} from '../support/fault-proxy.ts'

/** The ConsulError that the work ends in; anything else fails the test. */
export const failureOf = async (work: Promise<unknown>): Promise<ConsulError> => {
  const error = await work.then(
    () => 'no failure',
    (thrown: unknown) => thrown,
  )
  if (!isConsulError(error)) throw new Error(`Not a ConsulError: ${inspect(error)}`)
  return error
}

/** An answer that the proxy gives in place of the agent. */
export const refusal = (status: number, body = '', headers: Record<string, string> = {}): Fault => ({
  kind: 'status',
  status,
  body,
  headers,
})
