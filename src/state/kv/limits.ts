import type {ConsulClient} from '../../api/client.ts'
import {discoverTransactionLimits, type TransactionLimits} from '../../api/transaction-limits.ts'
import type {Where} from './where.ts'

/** What one transaction may hold there. */
export type LimitsOf = (where: Where) => Promise<TransactionLimits>

/** Finds the limits once for each datacenter; what could not be found is asked for again. */
export const createLimits = (client: ConsulClient): LimitsOf => {
  const known = new Map<string | undefined, Promise<TransactionLimits>>()
  return where => {
    const {datacenter} = where
    const asked = known.get(datacenter) ?? discoverTransactionLimits(client, where)
    known.set(datacenter, asked)
    asked.catch(() => known.delete(datacenter))
    return asked
  }
}
