/** How an instance is checked. `http` asks a server of the demo, `ttl` is kept alive by it, `script` runs on the agent. */
export type CheckSpec =
  | {readonly kind: 'http'; readonly name: string; readonly everySeconds?: number}
  | {readonly kind: 'ttl'; readonly name: string; readonly status: CheckStatus; readonly output: string}
  | {
      readonly kind: 'script'
      readonly name: string
      readonly status: CheckStatus
      readonly lines: readonly string[]
    }

export type CheckStatus = 'passing' | 'warning' | 'critical'

/** A service of the demo, and how its instances differ from each other. */
export type ServiceSpec = {
  readonly name: string
  /** The beginning of the instances' ids, where it is not the name. */
  readonly idPrefix?: string
  readonly instances: number
  readonly port: number
  readonly tags: readonly string[]
  /** Further tags of the nth instance, counted from 0. */
  readonly instanceTags?: readonly (readonly string[])[]
  readonly meta: Readonly<Record<string, string>>
  readonly weights?: {readonly Passing: number; readonly Warning: number}
  /** The checks of the nth instance, counted from 0. */
  readonly checks: (index: number) => readonly CheckSpec[]
  /** Puts the first instance into maintenance. */
  readonly maintenance?: string
}

export const exitCodes: Readonly<Record<CheckStatus, number>> = {passing: 0, warning: 1, critical: 2}

/** The check that every ordinary web service has. */
export const healthEndpoint: CheckSpec = {kind: 'http', name: 'HTTP health endpoint'}
