import {describe, expect, it} from 'vitest'
import {firstMissing, type LockEntry} from '../../scripts/setup/installed.mjs'

const machine = {os: 'linux', cpu: 'x64'}
const ink = {version: '8.0.0', integrity: 'sha512-a'}

type Situation = {
  readonly wanted: Readonly<Record<string, LockEntry>>
  readonly installed: Readonly<Record<string, LockEntry>>
  readonly gone?: string
}

const missing = ({wanted, installed, gone}: Situation) =>
  firstMissing({
    wanted: {packages: {'': {version: '0.1.0'}, ...wanted}},
    installed: {packages: installed},
    machine,
    exists: folder => folder !== gone,
  })

describe('node_modules against package-lock.json', () => {
  it('is complete when every package is there in its version', () => {
    expect(missing({wanted: {'node_modules/ink': ink}, installed: {'node_modules/ink': ink}})).toBeUndefined()
  })

  it.each<[string, Situation]>([
    ['a package that was never installed', {wanted: {'node_modules/ink': ink}, installed: {}}],
    [
      'another version',
      {wanted: {'node_modules/ink': ink}, installed: {'node_modules/ink': {...ink, version: '7.1.1'}}},
    ],
    [
      'another text under the same version',
      {wanted: {'node_modules/ink': ink}, installed: {'node_modules/ink': {...ink, integrity: 'sha512-b'}}},
    ],
    [
      'a folder that was deleted',
      {wanted: {'node_modules/ink': ink}, installed: {'node_modules/ink': ink}, gone: 'node_modules/ink'},
    ],
    [
      'an optional package made for this system',
      {wanted: {'node_modules/ink': {...ink, optional: true, os: ['linux'], cpu: ['x64']}}, installed: {}},
    ],
  ])('misses %s', (_, situation) => {
    expect(missing(situation)).toBe('node_modules/ink')
  })

  it('does not miss an optional package made for another system', () => {
    const wanted = {'node_modules/binding': {...ink, optional: true, os: ['darwin'], cpu: ['arm64']}}
    expect(missing({wanted, installed: {}})).toBeUndefined()
  })
})
