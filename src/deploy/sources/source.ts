/** What the variables and files of the AWS SDK do not say. */
export type S3Options = {
  readonly endpoint?: string | undefined
  readonly region?: string | undefined
}

/** What is being fetched. Its bytes have to be read or left. */
export type OpenSource = {
  readonly bytes: AsyncIterable<Uint8Array>
  readonly total: number | undefined
}

/** Without a byte for so long a server is taken for dead. */
export const SILENCE_MS = 60_000

export type SourceContext = {
  /** Says which proxies to use. */
  readonly env: Readonly<Record<string, string | undefined>>
  readonly s3?: S3Options | undefined
  readonly signal: AbortSignal
  /** {@link SILENCE_MS} unless told. */
  readonly silenceMs?: number | undefined
}
