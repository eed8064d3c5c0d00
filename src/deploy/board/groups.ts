import {type Host, isFinished} from './host.ts'
import type {Output} from './transcript.ts'

/** Hosts that have ended alike: the same output and the same exit code. */
export type OutputGroup = Output & {
  readonly exitCode: number | undefined
  /** By name; at least one. */
  readonly nodes: readonly string[]
}

/** Puts those hosts together that have ended alike, the largest group first. */
export const groupOutputs = (
  hosts: readonly Host[],
  outputOf: (node: string) => Output,
): readonly OutputGroup[] => {
  const groups = Map.groupBy(hosts.filter(isFinished), ({node, exitCode}) => {
    const {text, isCut} = outputOf(node)
    return `${exitCode} ${isCut} ${text}`
  })
  return [...groups.values()]
    .map(alike => ({
      ...outputOf(alike[0]?.node ?? ''),
      exitCode: alike[0]?.exitCode,
      nodes: alike.map(({node}) => node),
    }))
    .toSorted((left, right) => right.nodes.length - left.nodes.length)
}
