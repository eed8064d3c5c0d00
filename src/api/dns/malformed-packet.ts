/** Bytes that are no DNS message; the message is the reason, without a subject: `it has only 5 bytes`. */
export class MalformedPacket extends Error {
  override readonly name = 'MalformedPacket'
}
