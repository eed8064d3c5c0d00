import {ManifestError} from './errors.ts'

/** The text of a manifest. @throws ManifestError */
export const manifestText = (bytes: Uint8Array): string => {
  try {
    return new TextDecoder('utf-8', {fatal: true}).decode(bytes)
  } catch {
    throw new ManifestError('the manifest is not UTF-8')
  }
}
