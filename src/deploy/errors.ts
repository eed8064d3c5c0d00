import type {Phase} from './protocol/phase.ts'

/** Why a deploy fails, in a sentence for the one who fired it. */
export class DeployError extends Error {
  /** Where it fails in another phase than the one it is in. */
  readonly during: Phase | undefined

  constructor(message: string, during?: Phase) {
    super(message)
    this.name = 'DeployError'
    this.during = during
  }
}

/** Several addresses tried for one name fail together, and say why only one by one. */
export const reasonOf = (error: unknown): string => {
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0])
  return error instanceof Error ? error.message : String(error)
}

export const hasCode = (error: unknown, ...codes: readonly string[]): boolean =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && codes.includes(error.code)
