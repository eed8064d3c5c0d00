import {execFileSync, spawnSync} from 'node:child_process'
import {mkdirSync} from 'node:fs'
import {join} from 'node:path'
import {gzipSync} from 'node:zlib'
import {describe, expect, it} from 'vitest'
import {DEPLOYING} from './deploying.ts'
import type {Order} from './deploying-process.ts'
import {checksumOf, createHost, pack} from './host.ts'
import {stretcherBinary} from './stretcher-binary.ts'
import {treeOf} from './tree.ts'

type Case = {
  readonly name: string
  /** Fills the folder that is packed. */
  readonly fill?: string
  readonly tar?: readonly string[]
  readonly gzip?: boolean
  /** What the destination holds before; it does not exist without. */
  readonly before?: string
  /** Of the manifest; `DEST` stands for the destination. */
  readonly more?: string
  readonly checksum?: string
  readonly code?: number
  /** Folders that are not in the archive get the time of the deploy. */
  readonly folderTimes?: boolean
}

const FILL = `
mkdir -p bin conf/empty
echo '#!/bin/sh' > bin/run; chmod 755 bin/run
echo secret > conf/secret; chmod 600 conf/secret
: > conf/nothing
ln -s ../conf/secret bin/link
touch -d 2020-02-02T02:02:02Z bin/run conf/secret bin conf conf/empty`

const CASES: readonly Case[] = [
  {name: 'a tar of a folder', tar: ['.']},
  {name: 'a tar.gz of what is in it', tar: ['bin', 'conf'], gzip: true},
  {
    name: 'modes that forbid and modes that give away',
    fill: `${FILL}
chmod 4755 bin/run; chmod 2770 conf; chmod 1777 conf/empty; chmod 0444 conf/nothing; chmod 555 bin`,
  },
  {
    name: 'links to files, to folders and to nothing',
    fill: `${FILL}
ln -s bin tools; ln -s nowhere dangling; ln -s dangling again; ln -s ../bin/link conf/far; touch -h -d 2021-01-01 tools`,
  },
  {name: 'hard links', fill: `${FILL}; ln bin/run bin/walk; ln bin/run conf/walk; ln bin/link conf/same`},
  {name: 'hard links that are moved', fill: `${FILL}; ln bin/run bin/walk`, more: 'sync_strategy: mv'},
  {
    name: 'long names',
    fill: `d=$(printf 'x%.0s' $(seq 150)); mkdir -p $d/$d; echo a > $d/$d/$d; ln -s $d/$d/$d ${'y'.repeat(200)}`,
  },
  {
    name: 'long names in the format of POSIX, with fractions of seconds',
    fill: `${FILL}; touch -d 2020-02-02T02:02:02.123456Z bin/run; echo ü > 'äöü 漢字'; mkdir -p ${'long/'.repeat(40)}`,
    tar: ['--format=pax', '.'],
  },
  {
    name: 'the format of ustar',
    fill: `${FILL}; mkdir -p ${'folder/'.repeat(20)}; echo a > ${'folder/'.repeat(20)}a`,
    tar: ['--format=ustar', '.'],
  },
  {name: 'the format of version 7', tar: ['--format=v7', '.']},
  {
    name: 'names that a shell would trip over',
    fill: `echo a > 'a b'; echo b > '"q"'; echo c > "$(printf 'n\\nl')"; echo d > -rf; mkdir '*'`,
  },
  {name: 'files without their folders', tar: ['bin/run', 'conf/secret'], folderTimes: false},
  {
    name: 'a file that is there twice',
    fill: FILL,
    tar: ['bin', 'conf', 'bin/run', 'bin/link', '--hard-dereference'],
  },
  {name: 'owners by name and by number', tar: ['--owner=daemon', '--group=nosuchgroup:12345', '.']},
  {
    name: 'a destination with other things in it',
    before: 'mkdir -p bin old/deep conf; echo old > bin/run; echo old > old/deep/file; ln -s /etc conf/empty',
  },
  {
    name: 'excludes, which stay where they are',
    before: 'mkdir -p log bin; echo 1 > log/a.log; echo 2 > app.pid; echo old > bin/link',
    more: 'excludes:\n  - "*.pid"\n  - /log\n  - link',
  },
  {
    name: 'excludes that the archive brings',
    fill: `${FILL}; printf '*.pid\\nsecret\\n' > conf/exclude.list`,
    before: 'echo 2 > app.pid; echo 3 > gone',
    more: 'exclude_from: conf/exclude.list\nexcludes: [nothing]',
  },
  {name: 'a mode for the destination', more: 'dest_mode: 0711'},
  {name: 'a mode that is no octal number', more: 'dest_mode: 755'},
  {name: 'a tree that is moved', more: 'sync_strategy: mv\ndest_mode: 0750'},
  {name: 'a move to where something is', before: 'echo mine > file', more: 'sync_strategy: mv', code: 1},
  {name: 'a move to an empty folder', before: ':', more: 'sync_strategy: mv', code: 1},
  {name: 'a wrong checksum', before: 'echo mine > file', checksum: '0'.repeat(64), code: 1},
  {
    name: 'commands around it',
    before: 'echo mine > file',
    more: 'commands:\n  pre: ["cp -p DEST/file DEST.kept"]\n  post: ["mv DEST.kept DEST/kept", "rm DEST/bin/run"]\n  success: ["cat > /dev/null; echo s > DEST/success; touch -d 2020-01-01 DEST/success"]',
    folderTimes: false,
  },
  {
    name: 'a pre command that fails',
    before: 'echo mine > file',
    more: 'commands:\n  pre: ["false", "touch DEST/not"]\n  failure: ["touch -d 2020-01-01 DEST/failed"]',
    code: 1,
  },
  {name: 'a post command that fails', more: 'commands:\n  post: ["exit 3", "touch DEST/not"]', code: 1},
  {
    name: 'templates',
    more: 'dest_mode: {{ env "MODE" "0700" }}\ncommands:\n  post:\n    - echo {{ must_env "WORD" }} > DEST/{{ env "NO" "default" }}; touch -d 2020-01-01 DEST/default',
  },
]

type User = {readonly uid?: number; readonly gid?: number}

const stretcher = stretcherBinary()
const variables = {WORD: 'said', MODE: '0710'}

/** What Stretcher leaves at the destination, and how it ends. */
const runReal = (path: string, url: string, tmpFolder: string, user: User = {}): number | null =>
  spawnSync(path, {
    ...user,
    input: `${url}\n`,
    env: {PATH: process.env.PATH, TMPDIR: tmpFolder, ...variables},
    encoding: 'utf8',
  }).status

const skipped = 'reason' in stretcher ? ` (skipped: ${stretcher.reason})` : ''

describe(`a deploy and the real Stretcher leave the same tree${skipped}`, () => {
  it.skipIf('reason' in stretcher).each(CASES)('$name', async given => {
    const {fill = FILL, tar = ['.'], gzip = false, before, more = '', code = 0, folderTimes = true} = given
    const host = createHost()
    const packed = pack(fill, tar)
    const archive = gzip ? gzipSync(packed) : packed
    const src = host.put('archive', archive)
    const deploy = async (who: 'real' | 'ours') => {
      const dest = join(host.folder, 'srv', who)
      if (before !== undefined) {
        mkdirSync(dest)
        spawnSync('sh', ['-euc', `${before}; find . -exec touch -h -d 2019-01-01 {} +`], {cwd: dest})
      }
      const checksum = given.checksum ?? checksumOf(archive)
      const text = `src: ${src}\nchecksum: ${checksum}\ndest: ${dest}\n${more.replaceAll('DEST', dest)}\n`
      const url = host.put(`${who}.yml`, text)
      if (who === 'ours') return {dest, ...(await host.run({url, env: {...host.options.env, ...variables}}))}
      const path = 'path' in stretcher ? stretcher.path : ''
      return {dest, code: runReal(path, url, host.options.tmpFolder), log: ''}
    }
    const real = await deploy('real')
    const ours = await deploy('ours')
    expect([ours.code, ours.log]).toEqual([code, ours.log])
    expect(real.code).toBe(code)
    expect(treeOf(ours.dest, {folderTimes})).toEqual(treeOf(real.dest, {folderTimes}))
    expect(host.leftOvers()).toEqual([])
  })

  // Everything above was done by root where root runs the tests.
  it.skipIf('reason' in stretcher || process.getuid?.() !== 0)('and so for a user who is not root', () => {
    const nobody = {uid: 65_534, gid: 65_534}
    const host = createHost()
    const fill = `${FILL}; chmod 4777 bin/run; chmod 2777 conf; chmod 555 bin; umask 0; mkdir -m 777 open; : > open/file`
    const archive = pack(fill, ['--owner=daemon', '.'])
    execFileSync('chmod', ['-R', 'a+rwX', host.folder])
    const deploy = (who: string, run: (url: string) => number | null): readonly string[] => {
      const dest = join(host.folder, 'srv', who)
      const text = `src: ${host.put('archive', archive)}\nchecksum: ${checksumOf(archive)}\ndest: ${dest}\n`
      expect(run(host.put(`${who}.yml`, text))).toBe(0)
      return treeOf(dest)
    }
    const path = 'path' in stretcher ? stretcher.path : ''
    const real = deploy('real', url => runReal(path, url, host.options.tmpFolder, nobody))
    const ours = deploy('ours', url => {
      const order: Order = {options: {...host.options, url}}
      return spawnSync(process.execPath, [DEPLOYING, JSON.stringify(order)], nobody).status
    })
    expect(ours).toEqual(real)
    expect(ours.find(line => line.startsWith('"bin/run"'))).toContain(' 100755 65534:65534 ')
    // Stretcher cannot remove a folder that forbids writing, and leaves its copy.
    expect(host.leftOvers().filter(name => !name.startsWith('stretcher_'))).toEqual([])
  })
})
