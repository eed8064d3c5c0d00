import type {ConsulClient} from '../../api/client.ts'
import {freezeDeploys, liftFreeze} from '../../deploy/fire/freeze.ts'

/** What holds for all deploys, and for those that are over. */
export type Upkeep = {
  /** Halts every Lictor before its next wave. False if somebody else has frozen deploys meanwhile. @throws ConsulError */
  readonly freeze: (reason: string) => Promise<boolean>
  /** False if it was frozen anew meanwhile. @throws ConsulError */
  readonly lift: (index: string) => Promise<boolean>
  /** Takes a job out of the history. @throws ConsulError */
  readonly remove: (id: string, datacenter: string | undefined) => Promise<void>
}

type UpkeepParts = {
  readonly client: ConsulClient
  readonly operator: string
  readonly where: () => {readonly datacenter: string | undefined}
}

export const createUpkeep = ({client, operator, where}: UpkeepParts): Upkeep => ({
  freeze: reason => freezeDeploys(client, {reason, by: operator}, where()),
  lift: index => liftFreeze(client, index, where()),
  remove: async (id, datacenter) => {
    const {removeJob} = await import('../../deploy/history/remove.ts')
    await removeJob(client, id, {datacenter})
  },
})
