import {type KvOperation, operationSize} from './kv-operation.ts'
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
): Batches<Operation> => {
  const batches: Operation[][] = []
  const oversized: Operation[] = []
  let bytes = 0
  for (const operation of operations) {
    const size = operationSize(operation)
    const batch = batches.at(-1)
    if (size + '[]'.length > limits.maxBytes) oversized.push(operation)
    else if (batch && batch.length < limits.maxOperations && bytes + ','.length + size <= limits.maxBytes) {
      batch.push(operation)
      bytes += ','.length + size
    } else {
      batches.push([operation])
      bytes = size + '[]'.length
    }
  }
  return {batches, oversized}
}
