import {DeployError, reasonOf} from '../../deploy/errors.ts'
import {manifestText} from '../../deploy/manifest/manifest-text.ts'
import {type ParsedManifest, parseManifest} from '../../deploy/manifest/parse-manifest.ts'
import {signatureUrl, verifyManifest} from '../../deploy/manifest/signature.ts'
import {type FetchContext, fetchBytes} from './fetch.ts'

/** Fetches a manifest, verifies it where there is a key, and only then looks into it. @throws DeployError, ManifestError */
export const loadManifest = async (context: FetchContext): Promise<ParsedManifest> => {
  const {url, verifyKey, env} = context.options
  const bytes = await fetchBytes(url, context)
  if (verifyKey !== undefined) await verify(bytes, verifyKey, context)
  return parseManifest(manifestText(bytes), name => env[name])
}

const verify = async (bytes: Uint8Array, key: string, context: FetchContext): Promise<void> => {
  const signature = await fetchBytes(signatureUrl(context.options.url), context).catch((error: unknown) => {
    context.signal.throwIfAborted()
    throw new DeployError(
      `the manifest has no signature, without which nothing runs here: ${reasonOf(error)}`,
      'verifying',
    )
  })
  if (verifyManifest(bytes, Buffer.from(signature).toString(), key)) return
  throw new DeployError(
    'the signature of the manifest is not one of the key that this host trusts',
    'verifying',
  )
}
