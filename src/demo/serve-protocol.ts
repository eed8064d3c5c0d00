/** What the owner of a running demo tells, once, when the cluster is ready. */
export type DemoReady = {
  readonly httpAddress: string
  readonly dnsAddress: string
  /** Holds the data and the logs of the agents. */
  readonly directory: string
  /** The agents' pids by name. */
  readonly pids: Readonly<Record<string, number>>
  /** The pid of the owner: the cluster ends with it, so `kill OWNER` stops a kept demo. */
  readonly owner: number
}

/** One line of JSON from the owner of the demo to the program that started it. */
export type ServeLine =
  | {readonly kind: 'progress'; readonly step: string}
  | ({readonly kind: 'ready'} & DemoReady)
  | {readonly kind: 'failed'; readonly sentence: string; readonly logTail: string}

export function formatServeLine(line: ServeLine): string {
  return `${JSON.stringify(line)}\n`
}

/** The line, or undefined for anything else that the owner may print. */
export function parseServeLine(text: string): ServeLine | undefined {
  try {
    const value: unknown = JSON.parse(text)
    // Both ends are the same program, so the kind vouches for the rest.
    return isLine(value) ? (value as ServeLine) : undefined
  } catch {
    return undefined
  }
}

function isLine(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || !('kind' in value)) return false
  return value.kind === 'progress' || value.kind === 'ready' || value.kind === 'failed'
}
