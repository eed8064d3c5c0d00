import {generateKeyPairSync} from 'node:crypto'
import {existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {describe, expect, it, onTestFinished} from 'vitest'
import {readVerifyKey, signatureUrl, verifyManifest} from '../../src/deploy/manifest/signature.ts'
import {lictor} from './lictor.ts'

const folder = (): string => {
  const path = mkdtempSync(join(tmpdir(), 'lictor-sign-'))
  onTestFinished(() => rmSync(path, {recursive: true}))
  return path
}

const signed = async () => {
  const home = folder()
  const key = join(home, 'deploy')
  const manifest = join(home, 'app.yml')
  // No text: the signature is over the very bytes.
  writeFileSync(manifest, Buffer.from([0xff, 0x0d, 0x0a]))
  await lictor(['sign', '--new-key', key])
  const outcome = await lictor(['sign', manifest, '--key', key])
  return {home, key, manifest, outcome}
}

describe('lictor sign', () => {
  it('makes a pair, of which nobody else can read the private half', async () => {
    const key = join(folder(), 'deploy')
    const {code, out} = await lictor(['sign', '--new-key', key])
    expect(code).toBe(0)
    expect(out).toContain(`lictor agent --verify-key ${key}.pub\n`)
    expect(out).not.toContain('BEGIN')
    expect(statSync(key).mode & 0o777).toBe(0o600)
    expect(readFileSync(`${key}.pub`, 'utf8')).toMatch(/^-----BEGIN PUBLIC KEY-----\n/)
  })

  it('never replaces a key', async () => {
    const key = join(folder(), 'deploy')
    writeFileSync(`${key}.pub`, 'mine')
    const {code, err} = await lictor(['sign', '--new-key', key])
    expect([code, err]).toEqual([1, `lictor: ${key}.pub cannot be written: there is one already\n`])
    expect(existsSync(key)).toBe(false)
    rmSync(`${key}.pub`)
    writeFileSync(key, 'mine')
    expect((await lictor(['sign', '--new-key', key])).code).toBe(1)
    expect(readFileSync(key, 'utf8')).toBe('mine')
    expect(existsSync(`${key}.pub`)).toBe(false)
  })

  it('writes beside a manifest what only its key can have made of its bytes', async () => {
    const {key, manifest, outcome} = await signed()
    expect(outcome).toMatchObject({
      code: 0,
      out: `${manifest}.sig is written: upload it beside the manifest.\n`,
    })
    const signature = readFileSync(`${manifest}.sig`, 'utf8')
    const publicKey = readFileSync(`${key}.pub`, 'utf8')
    const bytes = readFileSync(manifest)
    expect(verifyManifest(bytes, signature, publicKey)).toBe(true)
    expect(verifyManifest(Buffer.concat([bytes, Buffer.from('\n')]), signature, publicKey)).toBe(false)
    expect(verifyManifest(bytes, '', publicKey)).toBe(false)
    expect(verifyManifest(bytes, '<html>', publicKey)).toBe(false)
    await lictor(['sign', '--new-key', `${key}-2`])
    expect(verifyManifest(bytes, signature, readFileSync(`${key}-2.pub`, 'utf8'))).toBe(false)
  })

  it('says which file is wrong, and why, without what is in it', async () => {
    const {home, key, manifest} = await signed()
    const refusal = async (file: string, keyFile: string): Promise<string> => {
      const {code, out, err} = await lictor(['sign', file, '--key', keyFile])
      expect([code, out]).toEqual([1, ''])
      return err
    }
    expect(await refusal(join(home, 'none'), key)).toBe(
      `lictor: ${home}/none cannot be read: it does not exist\n`,
    )
    expect(await refusal(manifest, join(home, 'none'))).toMatch(/none cannot be read: it does not exist\n$/)
    expect(await refusal(manifest, `${key}.pub`)).toBe(
      'lictor: the key is not a private key as PEM: lictor sign --new-key makes a pair\n',
    )
    const rsa = generateKeyPairSync('rsa', {modulusLength: 2048})
    writeFileSync(`${key}-rsa`, rsa.privateKey.export({type: 'pkcs8', format: 'pem'}))
    expect(await refusal(manifest, `${key}-rsa`)).toBe(
      'lictor: the key is rsa instead of ed25519: lictor sign --new-key makes a pair\n',
    )
  })

  it.each([[['sign']], [['sign', 'a.yml']], [['sign', '--key', 'k']], [['sign', 'a.yml', '--new-key', 'k']]])(
    '%j is bad usage',
    async args => {
      const {code, err} = await lictor(args)
      expect(code).toBe(64)
      expect(err).toContain('sign needs a manifest and a key')
    },
  )
})

describe('the key that an agent verifies with', () => {
  it('is no private one', async () => {
    const {key} = await signed()
    expect(() => readVerifyKey(readFileSync(key, 'utf8'))).toThrow('the key is a private one')
    expect(readVerifyKey(readFileSync(`${key}.pub`, 'utf8')).type).toBe('public')
  })

  it('belongs to a signature beside the manifest', () => {
    expect(signatureUrl('https://h/a.yml')).toBe('https://h/a.yml.sig')
    expect(signatureUrl('https://h/a.yml?v=1#x')).toBe('https://h/a.yml.sig?v=1#x')
  })
})
