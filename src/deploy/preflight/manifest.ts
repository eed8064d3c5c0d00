import {DeployError, reasonOf} from '../errors.ts'
import {ManifestError} from '../manifest/errors.ts'
import type {Archive} from '../manifest/manifest.ts'
import {manifestText} from '../manifest/manifest-text.ts'
import type {ParsedManifest} from '../manifest/parse-manifest.ts'
import {hideUrlSecrets, parseSourceUrl} from '../manifest/source-url.ts'
import {hasMark} from '../manifest/template-functions.ts'
import type {OpenSource} from '../sources/source.ts'
import type {Finding, Severity} from './finding.ts'

type LookDeps = {
  /** Of this process: says which proxies to use. */
  readonly env: Readonly<Record<string, string | undefined>>
  readonly signal: AbortSignal
}

const LOOK_MS = 15_000

/** Fetches the manifest as the hosts will, reads it, and looks whether its archive is there. */
export const lookAtManifest = async (url: string, deps: LookDeps): Promise<readonly Finding[]> => {
  const parsed = parseSourceUrl(url)
  if (typeof parsed === 'string')
    return [
      {
        about: 'manifest',
        severity: 'red',
        sentence: `${parsed}.`,
        nextStep: 'Only a handler of your own (lictor agent EVENT -- COMMAND) knows what to do with it.',
      },
    ]
  try {
    const bytes = await withSource(parsed, deps, async (source, signal) => {
      const {readSmall} = await import('../sources/read-small.ts')
      return readSmall(source, url, signal)
    })
    const {parseManifest} = await import('../manifest/parse-manifest.ts')
    const manifest = parseManifest(manifestText(bytes))
    return [describeManifest(manifest), await lookAtArchive(manifest.manifest.archive, deps)]
  } catch (error) {
    deps.signal.throwIfAborted()
    if (error instanceof ManifestError)
      return [finding('manifest', 'red', `The manifest cannot be run: ${error.message}.`, 'Mend it first.')]
    return [unreachable('manifest', parsed, error)]
  }
}

type Finder = (about: Finding['about'], severity: Severity, sentence: string, nextStep?: string) => Finding

const finding: Finder = (about, severity, sentence, nextStep) => ({about, severity, sentence, nextStep})

const describeManifest = ({warnings, notes}: ParsedManifest): Finding => {
  const open = notes.length > 0 ? ` What only a host knows was not checked: ${notes.join('; ')}.` : ''
  if (warnings.length === 0) return finding('manifest', 'green', `The manifest is well-formed.${open}`)
  return finding(
    'manifest',
    'yellow',
    `The manifest has oddities: ${warnings.join('; ')}.${open}`,
    'Look whether that is meant.',
  )
}

const lookAtArchive = async (archive: Archive | undefined, deps: LookDeps): Promise<Finding> => {
  if (archive === undefined) return finding('archive', 'green', 'There is no archive: it only runs commands.')
  const {src} = archive
  const parsed = parseSourceUrl(src)
  if (typeof parsed === 'string' || hasMark(src))
    return finding(
      'archive',
      'yellow',
      'Where the archive lies only the hosts know: it was not looked for.',
      'Look at the src of the manifest.',
    )
  try {
    const total = await withSource(parsed, deps, async source => source.total)
    return finding(
      'archive',
      'green',
      `The archive is there${total === undefined ? '' : `: ${total} bytes`}.`,
    )
  } catch (error) {
    deps.signal.throwIfAborted()
    return unreachable('archive', parsed, error)
  }
}

/** A presigned URL may be good for a GET alone, so nothing else is asked; what is not read is hung up on. */
const withSource = async <T>(
  url: URL,
  {env, signal}: LookDeps,
  use: (source: OpenSource, signal: AbortSignal) => Promise<T>,
): Promise<T> => {
  const {openSource} = await import('../sources/open-source.ts')
  const limit = new AbortController()
  const both = AbortSignal.any([signal, limit.signal, AbortSignal.timeout(LOOK_MS)])
  try {
    return await use(await openSource(url, {env, signal: both}), both)
  } catch (error) {
    if (both.aborted && !signal.aborted) throw new DeployError(`no answer within ${LOOK_MS / 1000} s`)
    throw error
  } finally {
    limit.abort()
  }
}

/** Files are those of each host, and buckets may be open to hosts alone. */
const unreachable = (about: 'manifest' | 'archive', {protocol, href}: URL, error: unknown): Finding => {
  const sentence = `The ${about} ${hideUrlSecrets(href)} cannot be fetched from here: ${reasonOf(error)}.`
  if (protocol === 'file:')
    return finding(about, 'yellow', sentence, 'It must be on each host, which was not looked at.')
  if (protocol === 's3:')
    return finding(about, 'yellow', sentence, 'Hosts may be allowed what this machine is not.')
  return finding(about, 'red', sentence, 'Go on only if the hosts can fetch it all the same.')
}
