import {type Host, isFinished} from './host.ts'

/** Hosts that have ended alike: with the same output and the same exit code. */
export type OutputGroup = {
  readonly exitCode: number | undefined
  /** By name; at least one. The output of any of them is that of all. */
  readonly nodes: readonly string[]
  /** Alike as far as they were read: there is more. */
  readonly isCut: boolean
}

/** Puts those hosts together that have ended alike, the largest group first. */
export const groupOutputs = (hosts: readonly Host[]): readonly OutputGroup[] =>
  [...Map.groupBy(hosts.filter(isFinished), ({exitCode, isCut, digest}) => `${exitCode} ${isCut} ${digest}`)]
    .map(([, alike]) => ({
      exitCode: alike[0]?.exitCode,
      nodes: alike.map(({node}) => node),
      isCut: alike.some(({isCut}) => isCut),
    }))
    .toSorted((left, right) => right.nodes.length - left.nodes.length)
