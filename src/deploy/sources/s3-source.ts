import {Readable} from 'node:stream'
import {DeployError, reasonOf} from '../errors.ts'
import {type OpenSource, SILENCE_MS, type SourceContext} from './source.ts'

/**
 * With the credentials and the region that the AWS SDK finds by itself. It is loaded only here: few hosts need it, and it is
 * larger than the rest of the program.
 */
export const openS3 = async (url: URL, {env, s3 = {}, signal}: SourceContext): Promise<OpenSource> => {
  const {S3Client, GetObjectCommand} = await import('@aws-sdk/client-s3')
  const {endpoint, region} = s3
  const isElsewhere = [endpoint, env.AWS_ENDPOINT_URL_S3, env.AWS_ENDPOINT_URL].some(Boolean)
  const client = new S3Client({
    ...(endpoint === undefined ? {} : {endpoint}),
    ...(region === undefined ? {} : {region}),
    // Other servers than Amazon's seldom have a host name for each bucket.
    forcePathStyle: isElsewhere,
    requestHandler: {connectionTimeout: SILENCE_MS, socketTimeout: SILENCE_MS},
  })
  try {
    const Key = decodeURIComponent(url.pathname).replace(/^\/+/, '')
    const {Body, ContentLength} = await client.send(new GetObjectCommand({Bucket: url.hostname, Key}), {
      abortSignal: signal,
    })
    if (Body instanceof Readable) return {bytes: closing(Body, client), total: ContentLength}
    throw new DeployError(`${url.href} has no content`)
  } catch (error) {
    client.destroy()
    signal.throwIfAborted()
    throw new DeployError(`${url.href} cannot be fetched: ${reasonInWords(error)}`)
  }
}

async function* closing(bytes: Readable, client: {destroy: () => void}): AsyncGenerator<Uint8Array> {
  try {
    yield* bytes
  } finally {
    client.destroy()
  }
}

const WORDS: Readonly<Record<string, string>> = {
  NoSuchKey: 'there is no such key',
  NoSuchBucket: 'there is no such bucket',
  AccessDenied: 'access denied',
  CredentialsProviderError:
    'no AWS credentials are found: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE',
}

const reasonInWords = (error: unknown): string => {
  const name = error instanceof Error ? error.name : ''
  if (/region is missing/i.test(reasonOf(error))) return 'no AWS region is known: set AWS_REGION'
  return WORDS[name] ?? [name, reasonOf(error)].filter(part => part && part !== 'Error').join(': ')
}
