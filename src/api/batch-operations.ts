import {type KvOperation, operationSize} from './kv-operation.ts'
import type {DefaultTenancy} from './request.ts'
import type {TransactionLimits} from './transaction-limits.ts'

export type Batches<Operation> = {
  /** In the order given, each within the limits and as full as that order allows. */
  readonly batches: readonly (readonly Operation[])[]
  /** Too large for a transaction even alone, mostly for base64: a write of the key itself may still do. */
  readonly oversized: readonly Operation[]
}

/** Splits operations into transactions; sizes are those on the wire, to the byte. */
export const batchOperations = <Operation extends KvOperation>(
  operations: readonly Operation[],
  limits: TransactionLimits,
  tenancy?: DefaultTenancy,
): Batches<Operation> => batchBySize(operations, limits, operation => operationSize(operation, tenancy))

/** As {@link batchOperations}, for what will become operations of so many bytes. */
export const batchBySize = <Item>(
  items: readonly Item[],
  limits: TransactionLimits,
  sizeOf: (item: Item) => number,
): Batches<Item> => {
  const batches: Item[][] = []
  const oversized: Item[] = []
  let bytes = 0
  for (const item of items) {
    const size = sizeOf(item)
    const batch = batches.at(-1)
    if (size + '[]'.length > limits.maxBytes) oversized.push(item)
    else if (batch && batch.length < limits.maxOperations && bytes + ','.length + size <= limits.maxBytes) {
      batch.push(item)
      bytes += ','.length + size
    } else {
      batches.push([item])
      bytes = size + '[]'.length
    }
  }
  return {batches, oversized}
}
