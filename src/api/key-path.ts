import {ConsulError} from './errors.ts'

/**
 * The path of a key or prefix; undefined where no path arrives as it was sent: Go's HTTP server takes out empty,
 * `.` and `..` segments, encoded or not, and answers with a redirect to another key. A transaction can name those.
 */
export const keyPath = (key: string): string | undefined => {
  const segments = key.split('/')
  const inner = segments.slice(0, -1)
  if (segments.some(isDots) || inner.includes('')) return undefined
  // Slashes go plain, as the stock CLI sends them: proxies tend to refuse encoded ones.
  return `/v1/kv/${segments.map(encodeURIComponent).join('/')}`
}

const isDots = (segment: string): boolean => segment === '.' || segment === '..'

/** @throws ConsulError `invalid` for what cannot be the name of a key. Any other text can, control bytes included. */
export const checkKey = (key: string): void => {
  if (key === '') throw new ConsulError({kind: 'invalid', shortMessage: 'A key has at least one character'})
  checkPrefix(key)
}

/** As {@link checkKey}, but empty for all keys. */
export const checkPrefix = (prefix: string): void => {
  if (prefix.isWellFormed()) return
  throw new ConsulError({
    kind: 'invalid',
    shortMessage: 'This key is not UTF-8, and Consul offers no way to name it',
    details: prefix.toWellFormed(),
    nextStep: 'Delete it with its folder: `consul kv delete -recurse FOLDER/`.',
  })
}
