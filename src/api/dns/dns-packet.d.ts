// What is used of dns-packet, which brings no types of its own.
declare module 'dns-packet' {
  type Codec<T> = {
    /** `bytes` is how many were read by the call before. */
    readonly decode: ((packet: Buffer, offset: number) => T) & {readonly bytes: number}
  }

  export const name: Codec<string>
  export const answer: Codec<{
    readonly data?: unknown
    /** Of an OPT record. */
    readonly udpPayloadSize?: number
    readonly extendedRcode?: number
    readonly ednsVersion?: number
  }>
  export const RECURSION_DESIRED: number
  export function encode(packet: {
    readonly type: 'query'
    readonly id: number
    readonly flags: number
    readonly questions: readonly {readonly type: string; readonly name: string}[]
    readonly additionals: readonly {
      readonly type: 'OPT'
      readonly name: '.'
      readonly udpPayloadSize: number
    }[]
  }): Buffer
}
