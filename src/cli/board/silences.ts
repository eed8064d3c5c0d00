import type {Host} from '../../deploy/board/host.ts'
import {explainSilence, type SilenceFacts} from '../../deploy/board/silence.ts'

/** Hosts that are silent for the same reasons. */
export type Silence = {
  readonly nodes: readonly string[]
  /** Sentences, the likeliest first. */
  readonly causes: readonly string[]
}

/** Why those are silent that are, the dead among them. */
export const explainSilences = (
  hosts: readonly Host[],
  facts: Omit<SilenceFacts, 'host'>,
): readonly Silence[] => {
  const silent = hosts
    .filter(({state}) => state === 'silent' || state === 'dead')
    .map(host => ({node: host.node, causes: explainSilence({host, ...facts})}))
  return [...Map.groupBy(silent, ({causes}) => causes.join('\n')).values()].map(alike => ({
    nodes: alike.map(({node}) => node),
    causes: alike[0]?.causes ?? [],
  }))
}
