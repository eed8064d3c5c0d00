import {arrayOf, type Decoder, field, object, optional, recordOf, string, text} from './decode.ts'

/** A node as the catalog knows it. */
export type Node = {
  readonly id?: string | undefined
  readonly name: string
  readonly address: string
  readonly datacenter: string
  readonly taggedAddresses: Readonly<Record<string, string>>
  readonly meta: Readonly<Record<string, string>>
}

export const decodeNode: Decoder<Node> = object(node => ({
  // External nodes are registered without an ID.
  id: field(node, 'ID', optional(string)) || undefined,
  name: field(node, 'Node', string),
  address: field(node, 'Address', string),
  datacenter: field(node, 'Datacenter', text),
  taggedAddresses: field(node, 'TaggedAddresses', recordOf(string)),
  meta: field(node, 'Meta', recordOf(string)),
}))

export const decodeNodes: Decoder<readonly Node[]> = arrayOf(decodeNode)
