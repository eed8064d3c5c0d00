import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto'

/** Where the signature of a manifest lies: beside it, also where the URL has a query. */
export const signatureUrl = (manifestUrl: string): string => {
  const [, path = '', rest = ''] = /^([^?#]*)(.*)$/s.exec(manifestUrl) ?? []
  return `${path}.sig${rest}`
}

/** The Ed25519 signature over the very bytes of a manifest, as base64. @throws Error for another key. */
export const signManifest = (bytes: Uint8Array, privateKeyPem: string): string =>
  sign(null, bytes, ed25519(readKey(() => createPrivateKey(privateKeyPem), 'private'))).toString('base64')

/** @throws Error for a key that is none; a signature that is none is only wrong. */
export const verifyManifest = (bytes: Uint8Array, signature: string, publicKeyPem: string): boolean =>
  verify(null, bytes, readVerifyKey(publicKeyPem), Buffer.from(signature.trim(), 'base64'))

/** A public key as PEM; a private one would do too and is refused, for it has no business on a host. @throws Error */
export const readVerifyKey = (publicKeyPem: string): KeyObject => {
  if (publicKeyPem.includes('PRIVATE KEY')) {
    throw new Error('the key is a private one: hosts verify with the public key, which ends in .pub')
  }
  return ed25519(readKey(() => createPublicKey(publicKeyPem), 'public'))
}

export type KeyPair = {readonly privateKey: string; readonly publicKey: string}

/** A new pair, as PEM. */
export const createKeyPair = (): KeyPair =>
  generateKeyPairSync('ed25519', {
    privateKeyEncoding: {type: 'pkcs8', format: 'pem'},
    publicKeyEncoding: {type: 'spki', format: 'pem'},
  })

/** What OpenSSL says of a bad key is of no help to anyone, and might quote it. */
const readKey = (read: () => KeyObject, kind: string): KeyObject => {
  try {
    return read()
  } catch {
    throw new Error(`the key is not a ${kind} key as PEM: lictor sign --new-key makes a pair`)
  }
}

const ed25519 = (key: KeyObject): KeyObject => {
  if (key.asymmetricKeyType === 'ed25519') return key
  throw new Error(
    `the key is ${key.asymmetricKeyType ?? 'another'} instead of ed25519: lictor sign --new-key makes a pair`,
  )
}
