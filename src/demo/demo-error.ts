/** Why the embedded cluster could not do what was asked: one sentence for the screen, and the log that explains it. */
export class DemoError extends Error {
  override readonly name = 'DemoError'
  /** The last lines of the log of the agent concerned, or an empty string. */
  readonly logTail: string

  constructor(sentence: string, logTail = '') {
    super(sentence)
    this.logTail = logTail
  }
}

/** The sentence followed by the log, for places that print text. */
export function describeDemoError(error: unknown): string {
  if (error instanceof DemoError && error.logTail !== '') return `${error.message}\n${error.logTail}`
  return error instanceof Error ? error.message : String(error)
}
