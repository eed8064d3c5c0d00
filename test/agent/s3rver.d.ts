declare module '@20minutes/s3rver' {
  import type {AddressInfo} from 'node:net'

  /** Its only account has the key and the secret S3RVER, and signatures are checked. */
  class S3rver {
    constructor(options: {
      readonly address: string
      readonly port: number
      readonly silent: boolean
      readonly directory: string
      readonly configureBuckets: readonly {readonly name: string}[]
    })
    run(): Promise<AddressInfo>
    close(): Promise<void>
  }
  export = S3rver
}
