import type {Answer, ConsulClient, Reply} from './client.ts'
import {type Decoder, Mismatch} from './decode.ts'
import {ConsulError} from './errors.ts'
import type {ConsulRequest} from './request.ts'

/** A GET whose JSON answer goes through the decoder. */
export const read = async <T>(
  client: ConsulClient,
  request: Omit<ConsulRequest, 'method' | 'body'>,
  decode: Decoder<T>,
): Promise<Reply<T>> => {
  const answer = await client.send({...request, method: 'GET'})
  return {data: decodeAnswer(answer, decode), meta: answer.meta}
}

/** @throws ConsulError `protocol`, naming path and field, if the body is no JSON or of another shape. */
export const decodeAnswer = <T>(
  answer: Answer,
  decode: Decoder<T>,
  parseJson: (text: string) => unknown = JSON.parse,
): T => {
  const value = parse(answer, parseJson)
  try {
    return decode(value)
  } catch (error) {
    if (!(error instanceof Mismatch)) throw error
    throw new ConsulError({
      kind: 'protocol',
      shortMessage: `${answer.path}${error.place === '' ? '' : ` ${error.place}`}: ${error.message}`,
      nextStep: 'Check that the address is that of a Consul agent, of version 1.7 or later.',
      status: answer.status,
      method: answer.method,
      path: answer.path,
    })
  }
}

const parse = (answer: Answer, parseJson: (text: string) => unknown): unknown => {
  try {
    return parseJson(answer.body)
  } catch {
    throw new ConsulError({
      kind: 'protocol',
      shortMessage: `${answer.path}: the answer is not JSON`,
      nextStep: 'Check that the address is that of a Consul agent and not of something before it.',
      status: answer.status,
      method: answer.method,
      path: answer.path,
    })
  }
}
