import {mkdirSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {gzipSync} from 'node:zlib'
import {describe, expect, it} from 'vitest'
import {checksumOf, createHost, type Host, pack} from './host.ts'
import {type HostileEntry, packEntries, withHeader} from './hostile-archive.ts'

/** Deploys an archive to a place where something is, with a command that must not run before it is looked through. */
const deploy = async (archive: Uint8Array, {folder, dest, put, run}: Host) => {
  mkdirSync(dest)
  writeFileSync(join(dest, 'old'), 'old')
  const src = put('archive', archive)
  const more = `commands:\n  pre: ["touch ${folder}/pre"]\n`
  return run({url: put('m.yml', `src: ${src}\nchecksum: ${checksumOf(archive)}\ndest: ${dest}\n${more}`)})
}

const refusal = async (archive: Uint8Array): Promise<string> => {
  const host = createHost()
  const {code, reports, log} = await deploy(archive, host)
  expect(code).toBe(1)
  expect(readFileSync(join(host.dest, 'old'), 'utf8')).toBe('old')
  expect(log).not.toContain('invoking command')
  expect(host.leftOvers()).toEqual([])
  const last = reports.at(-1)
  expect(last).toMatchObject({phase: 'failed', during: 'verifying'})
  return last?.reason ?? ''
}

const file = (name: string, more: Partial<HostileEntry> = {}): HostileEntry => ({name, content: 'x', ...more})
const symlink = (name: string, linkname: string): HostileEntry => ({name, type: 'symlink', linkname})
const link = (name: string, linkname: string): HostileEntry => ({name, type: 'link', linkname})

describe('an archive is refused before anything happens, and the entry named:', () => {
  it.each<readonly [string, readonly HostileEntry[], string]>([
    ['an absolute name', [file('/etc/cron.d/x')], '"/etc/cron.d/x" has an absolute name'],
    ['a name that leads up', [file('a/../../x')], '"a/../../x" has a name that leads out of the archive'],
    ['a name that only looks up', [file('a/../x')], '"a/../x" has a name that leads out of the archive'],
    [
      'a folder that leads up',
      [{name: '../x', type: 'directory'}],
      '"../x" has a name that leads out of the archive',
    ],
    ['a device', [{name: 'dev', type: 'character-device'}], '"dev" is a device'],
    ['a disk', [{name: 'dev', type: 'block-device'}], '"dev" is a device'],
    ['a pipe', [{name: 'pipe', type: 'fifo'}], '"pipe" is a named pipe'],
    [
      'an absolute link',
      [symlink('a/log', '/var/log')],
      '"a/log" is a link to "/var/log", which is not in the archive',
    ],
    [
      'a link that leads up',
      [symlink('a/b', '../../x')],
      '"a/b" is a link to "../../x", which is not in the archive',
    ],
    [
      'a link that leads up by another link',
      [{name: 'a/b/c', type: 'directory'}, symlink('a/b/c/up', '../../..'), symlink('out', 'a/b/c/up/..')],
      '"out" is a link to "a/b/c/up/..", which is not in the archive',
    ],
    [
      'a link that leads up once it is a link by another name',
      [symlink('a/b/up', '../..'), link('up', 'a/b/up')],
      '"up" is a link to "../..", which is not in the archive',
    ],
    ['a file below a link', [symlink('a', 'b'), file('a/x')], '"a/x" lies below "a", which is no folder'],
    [
      'a file below a link to here',
      [symlink('a', '.'), file('a/x')],
      '"a/x" lies below "a", which is no folder',
    ],
    ['a file below a file', [file('a'), file('a/x')], '"a/x" lies below "a", which is no folder'],
    ['a hard link to the host', [link('passwd', '/etc/passwd')], '"passwd" has an absolute name'],
    ['a hard link that leads up', [link('x', '../x')], '"x" has a name that leads out of the archive'],
    [
      'a hard link to itself',
      [file('x'), link('x', 'x')],
      '"x" is a link to "x", which is no file before it',
    ],
    ['a hard link to nothing', [link('x', 'y')], '"x" is a link to "y", which is no file before it'],
    [
      'a hard link to a folder',
      [{name: 'd', type: 'directory'}, link('x', 'd')],
      '"x" is a link to "d", which is no file before it',
    ],
    ['a link over a folder', [file('a/x'), symlink('a', 'b')], '"a" is a folder and something else as well'],
    [
      'a folder over a link',
      [symlink('a', 'b'), {name: 'a', type: 'directory'}],
      '"a" is a folder and something else as well',
    ],
    ['a link in place of the tree', [symlink('.', 'b')], '"." is a folder and something else as well'],
    [
      'a name with a zero byte',
      [file('a', {pax: {path: 'a\0b'}})],
      '"a\\u0000b" has a name that is not UTF-8',
    ],
    ['a name that is too long', [file('a'.repeat(256))], `"${'a'.repeat(256)}" has a name that is too long`],
    [
      'a path that is too long',
      [file('a/'.repeat(3000))],
      `"${'a/'.repeat(127)}a" has a name that is too long`,
    ],
    ['an owner that cannot be', [file('a', {pax: {uid: '-1'}})], '"a" belongs to nobody that there can be'],
    ['a sparse file', [file('a', {pax: {'GNU.sparse.major': '1'}})], '"a" is a sparse file'],
    ['a time that is none', [file('a', {pax: {mtime: 'never'}})], '"a" has a header that makes no sense'],
    [
      'the true name in a second header',
      [file('a', {pax: {path: '/etc/x'}})],
      '"/etc/x" has an absolute name',
    ],
    [
      'the true target in a second header',
      [{...symlink('a', 'b'), pax: {linkpath: '/etc'}}],
      '"a" is a link to "/etc", which is not in the archive',
    ],
  ])('%s', async (_, entries, reason) => {
    expect(await refusal(await packEntries([file('good'), ...entries]))).toBe(
      `the archive is refused: ${reason}`,
    )
  })

  it('a name that is not UTF-8', async () => {
    const archive = withHeader(await packEntries([file('abc')]), header => header.fill(0xff, 0, 1))
    expect(await refusal(archive)).toBe('the archive is refused: "\uFFFDbc" has a name that is not UTF-8')
  })

  it('a type that nobody knows', async () => {
    const archive = withHeader(await packEntries([file('abc')]), header => header.fill('S', 156, 157))
    expect(await refusal(archive)).toBe('the archive is refused: "abc" is neither file nor folder nor link')
  })

  it.each([
    ['is empty', () => Buffer.alloc(10_240), 'the archive is empty'],
    ['has no byte', () => Buffer.alloc(0), 'the archive is empty'],
    [
      'is text',
      () => Buffer.from('not found\n'.repeat(100)),
      'the archive is damaged, or neither tar nor tar.gz',
    ],
    ['is cut off', () => pack('seq 99999 > a', ['a']).subarray(0, 9_999), 'the archive is cut off'],
    [
      'is compressed and cut off',
      () => gzipSync(pack('seq 99999 > a', ['a'])).subarray(0, 999),
      'the archive is cut off',
    ],
    [
      'is compressed text',
      () => gzipSync('not found\n'.repeat(100)),
      'the archive is damaged, or neither tar nor tar.gz',
    ],
    ['is zip', () => Buffer.from('504b030400000000', 'hex'), 'the archive is zip, and not tar or tar.gz'],
    ['is xz', () => Buffer.from('fd377a585a000000', 'hex'), 'the archive is xz, and not tar or tar.gz'],
  ])('one that %s', async (_, archive, reason) => {
    expect(await refusal(archive())).toBe(reason)
  })

  it('one whose compressed bytes are damaged', async () => {
    const archive = gzipSync(pack('seq 99999 > a', ['a']))
    archive.fill(0xff, 200, 300)
    expect(await refusal(archive)).toMatch(/^the archive is damaged/)
  })
})

describe('an archive may hold', () => {
  it.each<readonly [string, readonly HostileEntry[]]>([
    [
      'links to files, folders and nothing in it',
      [file('a/b'), symlink('a/c', 'b'), symlink('d', 'a'), symlink('e', 'a/../f')],
    ],
    ['links in a circle', [symlink('a', 'b'), symlink('b', 'a')]],
    ['a link that another one replaces', [symlink('a', '/etc'), symlink('a', 'b')]],
    ['names that only look like others', [file('..a'), file('...'), file('a/./b'), file('./c//d')]],
    ['a file that is there twice', [file('a'), symlink('a', 'b'), file('a', {content: 'y'})]],
  ])('%s', async (_, entries) => {
    const host = createHost()
    const {code, reports} = await deploy(await packEntries(entries), host)
    expect([code, reports.at(-1)]).toEqual([0, {phase: 'done'}])
  })
})
