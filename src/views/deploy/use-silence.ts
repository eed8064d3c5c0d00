import type {HostRow} from '../../state/deploy/host-rows.ts'
import type {JobInfo} from '../../state/deploy/job.ts'
import {silenceOf} from '../../state/deploy/outcome.ts'
import {identityQuery} from '../../state/queries/identity.ts'
import {useQuery} from '../use-query.ts'

const NONE: readonly string[] = []

/** Why a host has not answered, once that is worth a thought. */
export const useSilence = (info: JobInfo, {host, look}: HostRow): readonly string[] => {
  const {data} = useQuery(identityQuery)
  return look === 'waiting' ? NONE : silenceOf(info, host, data?.agent)
}
