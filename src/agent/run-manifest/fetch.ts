import {createHash} from 'node:crypto'
import {open} from 'node:fs/promises'
import {setTimeout as delay} from 'node:timers/promises'
import {DeployError, reasonOf} from '../../deploy/errors.ts'
import type {Checksum} from '../../deploy/manifest/checksum.ts'
import {hideUrlSecrets, parseSourceUrl} from '../../deploy/manifest/source-url.ts'
import {openSource} from '../../deploy/sources/open-source.ts'
import {readSmall} from '../../deploy/sources/read-small.ts'
import type {OpenSource} from '../../deploy/sources/source.ts'
import type {DeployLog} from './deploy-log.ts'
import type {RunManifestOptions} from './options.ts'
import {createThrottle} from './throttle.ts'

export type FetchContext = {
  readonly options: RunManifestOptions
  readonly log: DeployLog
  readonly signal: AbortSignal
}

/** A file that is small enough for memory. @throws DeployError */
export const fetchBytes = (url: string, context: FetchContext): Promise<Uint8Array> =>
  tryAgain(url, context, (source, signal) => readSmall(source, url, signal))

export type Fetched = {readonly bytes: number; readonly hex: string}

/** Into a new file, and its checksum on the way. @throws DeployError */
export const fetchFile = (
  url: string,
  path: string,
  algorithm: Checksum['algorithm'],
  context: FetchContext & {readonly onProgress: (done: number, total: number | undefined) => void},
): Promise<Fetched> => {
  const throttle = createThrottle(context.options.maxBandwidth, {
    now: () => performance.now(),
    wait: (ms, signal) => delay(ms, undefined, {signal}),
  })
  return tryAgain(url, context, async ({bytes, total}, signal) => {
    const hash = createHash(algorithm)
    const file = await open(path, 'w', 0o600)
    let done = 0
    try {
      for await (const chunk of bytes) {
        signal.throwIfAborted()
        hash.update(chunk)
        await file.writeFile(chunk)
        done += chunk.length
        context.onProgress(done, total)
        await throttle(chunk.length, signal)
      }
    } finally {
      await file.close()
    }
    return {bytes: done, hex: hash.digest('hex')}
  })
}

/** The time limit is for all tries together, the waits between them included, as Stretcher's is. */
const tryAgain = async <T>(
  url: string,
  {options, log, signal}: FetchContext,
  read: (source: OpenSource, signal: AbortSignal) => Promise<T>,
): Promise<T> => {
  const {timeoutMs, retry = 0, retryWaitMs = 0, env, s3} = options
  const shown = hideUrlSecrets(url)
  const parsed = parseSourceUrl(url)
  if (typeof parsed === 'string') throw new DeployError(parsed)
  // As of Stretcher, 0 is no limit; and fractions add up to no whole number.
  const limit = timeoutMs ? AbortSignal.timeout(Math.ceil(timeoutMs)) : undefined
  const both = limit ? AbortSignal.any([signal, limit]) : signal
  for (let left = retry; ; left -= 1) {
    try {
      log.line(`Loading URL ${shown}`)
      return await read(await openSource(parsed, {env, s3, signal: both}), both)
    } catch (error) {
      signal.throwIfAborted()
      if (limit?.aborted)
        throw new DeployError(`timeout ${(timeoutMs ?? 0) / 1000}s reached while fetching ${shown}`)
      const reason = reasonOf(error)
      if (left <= 0) throw error instanceof DeployError ? error : new DeployError(`${shown}: ${reason}`)
      log.line(`Get ${shown} failed: ${reason}`)
      log.line(`Try again. Waiting: ${retryWaitMs / 1000}s`)
    }
    await delay(retryWaitMs, undefined, {signal: both}).catch(() => undefined)
  }
}
