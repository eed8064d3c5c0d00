import {ConsulError, isConsulError} from './errors.ts'

/** Tells size and limit where a whole body was refused as too large; any other error passes as it is. */
export const describeTooLarge = (error: unknown, what: string, size: number): unknown => {
  if (!isConsulError(error) || error.status !== 413) return error
  const {details = ''} = error
  // It names one value of a transaction, or its operations, and is clearer than we could be.
  if (/Value for key|too many operations/.test(details)) return error
  const limit = sizeLimit(details)
  const taken = limit === undefined ? 'less' : formatCount(limit)
  return new ConsulError({
    ...error,
    shortMessage: `${what} has ${formatCount(size)} bytes, and Consul takes ${taken}`,
    nextStep: 'Make it smaller, or raise kv_max_value_size and txn_max_req_len of the agent.',
  })
}

/** `Request body(524289 bytes) too large, max size: 524288 bytes`, and older versions without the first number. */
export const sizeLimit = (text: string): number | undefined => {
  const digits = /max size: (\d+)/.exec(text)?.[1]
  return digits === undefined ? undefined : Number(digits)
}

const formatCount = (count: number): string => count.toLocaleString('en-US')
