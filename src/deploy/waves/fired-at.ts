import type {Part} from './snapshot.ts'

/** When each host was last told, from the parts in their order. */
export const firedAtOf = (parts: readonly Part[]): ReadonlyMap<string, number> =>
  new Map(parts.flatMap(({nodes, firedAtMs}) => nodes.map(node => [node, firedAtMs] as const)))
