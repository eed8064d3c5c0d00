import type {ConsulClient} from '../../api/client.ts'
import type {Clock} from '../../api/clock.ts'
import type {PastJob} from '../../deploy/history/list.ts'
import type {Navigation} from '../navigation.ts'
import {type OpenPast, openPast} from './past-job.ts'

/** Jobs of the history, each open for as long as a screen on any stack shows it. */
export type OpenJobs = {
  /** Undefined for one that the history does not know. */
  readonly of: (id: string) => OpenPast | undefined
  readonly known: (id: string) => OpenPast | undefined
}

type OpenJobsParts = {
  readonly client: ConsulClient
  readonly clock: Clock
  readonly navigation: Navigation
  readonly where: () => {readonly datacenter: string | undefined}
  /** The history as it was last read. */
  readonly past: () => readonly PastJob[]
}

export const createOpenJobs = ({client, clock, navigation, where, past}: OpenJobsParts): OpenJobs => {
  const open = new Map<string, OpenPast>()
  navigation.store.subscribe(({stacks}) => {
    if (open.size === 0) return
    const shown = new Set(
      Object.values(stacks).flatMap(stack =>
        stack.flatMap(({route}) => {
          if (route.name === 'outcomes') return [route.left, route.right]
          return 'job' in route ? [route.job] : []
        }),
      ),
    )
    for (const [id, job] of open) {
      if (shown.has(id)) continue
      job.detach()
      open.delete(id)
    }
  })
  const openOne = (line: PastJob): OpenPast => {
    const datacenter = line.record?.datacenter ?? where().datacenter
    const job = openPast(line, async () => {
      const {openJob} = await import('../../deploy/history/open.ts')
      return openJob({client, clock}, line.id, {datacenter})
    })
    open.set(line.id, job)
    return job
  }
  return {
    known: id => open.get(id),
    of: id => {
      const known = open.get(id)
      if (known) return known
      const line = past().find(each => each.id === id)
      return line && openOne(line)
    },
  }
}
