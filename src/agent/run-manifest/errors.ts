import type {Phase} from '../../deploy/protocol/phase.ts'

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

export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

export const hasCode = (error: unknown, ...codes: readonly string[]): boolean =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && codes.includes(error.code)
