import {readFile, rm, writeFile} from 'node:fs/promises'
import {ConfigError} from '../config.ts'
import {createKeyPair, signManifest} from '../deploy/manifest/signature.ts'
import {printableLine} from '../terminal/printable.ts'
import {inWords} from './file-errors.ts'
import {EXIT, type Program} from './program.ts'

export type SignRequest = {
  readonly manifest?: string | undefined
  /** File with the private key. */
  readonly key?: string | undefined
  /** Name of a pair to be made. */
  readonly newKey?: string | undefined
}

/** Signs a manifest, or makes a pair of keys. 0 done, 1 error, 64 for what cannot be asked. */
export const runSign = async (program: Program, {manifest, key, newKey}: SignRequest): Promise<number> => {
  const isPair = newKey !== undefined && manifest === undefined && key === undefined
  if (!isPair && (newKey !== undefined || manifest === undefined || key === undefined)) {
    throw new ConfigError(
      'sign needs a manifest and a key, as in lictor sign app.yml --key deploy.key, or --new-key NAME',
    )
  }
  try {
    const lines = isPair ? await makePair(newKey) : await sign(manifest ?? '', key ?? '')
    program.stdout.write(`${lines.map(printableLine).join('\n')}\n`)
    return EXIT.fine
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    program.stderr.write(`lictor: ${printableLine(reason)}\n`)
    return EXIT.error
  }
}

const sign = async (manifest: string, keyFile: string): Promise<readonly string[]> => {
  const bytes = await inWords(manifest, 'read', file => readFile(file))
  const key = await inWords(keyFile, 'read', file => readFile(file, 'utf8'))
  const file = `${manifest}.sig`
  await inWords(file, 'written', path => writeFile(path, `${signManifest(bytes, key)}\n`))
  return [`${file} is written: upload it beside the manifest.`]
}

/** Neither file is ever replaced: a key that is in use would be lost. */
const makePair = async (name: string): Promise<readonly string[]> => {
  const {privateKey, publicKey} = createKeyPair()
  const publicFile = `${name}.pub`
  await inWords(name, 'written', path => writeFile(path, privateKey, {flag: 'wx', mode: 0o600}))
  try {
    await inWords(publicFile, 'written', path => writeFile(path, publicKey, {flag: 'wx', mode: 0o644}))
  } catch (error) {
    await rm(name)
    throw error
  }
  return [
    `${name} is the private key: it signs manifests, and stays where they are made.`,
    `${publicFile} is the public key, for the agents: lictor agent --verify-key ${publicFile}`,
  ]
}
