import type {ReactNode} from 'react'
import {freezeQuery} from '../../state/queries/deploys.ts'
import {Line} from '../line.tsx'
import {cutSpans, span} from '../span.ts'
import {useQuery} from '../use-query.ts'

/** Why deploys are frozen, and who said so; undefined while they are not. */
export const useFreeze = (): string | undefined => {
  const {data} = useQuery(freezeQuery)
  return data?.freeze && (data.freeze.reason || 'no reason is given')
}

/** Loud, for it holds for every operator. */
export const FreezeLine = ({reason, width}: {readonly reason: string; readonly width: number}): ReactNode => (
  <Line
    spans={cutSpans(
      [{...span(` DEPLOYS ARE FROZEN: ${reason} · F lifts it `, 'bad', true), inverse: true}],
      width,
    )}
  />
)
