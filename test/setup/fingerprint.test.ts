import {mkdirSync, mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterEach, beforeEach, describe, expect, it} from 'vitest'
import {fingerprint} from '../../scripts/setup/fingerprint.mjs'

let root: string

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'lictor-fingerprint-'))
  mkdirSync(join(root, 'src', 'api'), {recursive: true})
  writeFileSync(join(root, 'src', 'main.tsx'), 'main')
  writeFileSync(join(root, 'src', 'api', 'client.ts'), 'client')
})

afterEach(() => rmSync(root, {recursive: true, force: true}))

const now = () => fingerprint(root, ['src', 'package-lock.json'])

describe('the fingerprint of sources', () => {
  it('stays when only times change', () => {
    const before = now()
    utimesSync(join(root, 'src', 'main.tsx'), 0, 0)
    expect(now()).toBe(before)
  })

  it.each<[string, () => void]>([
    ['a content', () => writeFileSync(join(root, 'src', 'api', 'client.ts'), 'Client')],
    ['a name', () => renameSync(join(root, 'src', 'main.tsx'), join(root, 'src', 'start.tsx'))],
    ['a new file', () => writeFileSync(join(root, 'src', 'api', 'kv.ts'), '')],
    ['a file that was missing', () => writeFileSync(join(root, 'package-lock.json'), '{}')],
  ])('changes with %s', (_, change) => {
    const before = now()
    change()
    expect(now()).not.toBe(before)
  })

  it('tells where one file ends and the next begins', () => {
    writeFileSync(join(root, 'src', 'a'), 'xsrc/b\x000\0')
    const one = fingerprint(root, ['src/a'])
    writeFileSync(join(root, 'src', 'a'), 'x')
    writeFileSync(join(root, 'src', 'b'), '')
    expect(fingerprint(root, ['src/a', 'src/b'])).not.toBe(one)
  })
})
