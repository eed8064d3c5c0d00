import {isConsulError} from '../api/errors.ts'

/** Why something could not be asked at all. */
export type Refusal = {
  readonly sentence: string
  /** The operator has asked for what cannot be meant. */
  readonly isUsage: boolean
  /** The token lacks a right. */
  readonly isForbidden: boolean
}

/** @throws what is no refusal of Consul's or of DNS */
export const refusalOf = (error: unknown): Refusal => {
  if (!isConsulError(error)) throw error
  const {message, nextStep, kind} = error
  return {
    sentence: [`${message}.`, nextStep].filter(Boolean).join(' '),
    isUsage: kind === 'invalid',
    isForbidden: kind === 'forbidden',
  }
}
