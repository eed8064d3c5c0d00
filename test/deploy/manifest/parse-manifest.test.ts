import {describe, expect, it} from 'vitest'
import {ManifestError} from '../../../src/deploy/manifest/errors.ts'
import {type ParsedManifest, parseManifest} from '../../../src/deploy/manifest/parse-manifest.ts'
import type {EnvLookup} from '../../../src/deploy/manifest/template-functions.ts'

const SHA1 = 'e0840daaa97cd2cf2175f9e5d133ffb3324a2b93'
const ARCHIVE = `src: s3://example.com/app.tar.gz\nchecksum: ${SHA1}\ndest: /srv/app\n`

const host =
  (variables: Readonly<Record<string, string>>): EnvLookup =>
  name =>
    variables[name]
const onHost = (text: string, variables: Readonly<Record<string, string>> = {}): ParsedManifest =>
  parseManifest(text, host(variables))
const refusal = (text: string, variables: Readonly<Record<string, string>> = {}): string => {
  try {
    onHost(text, variables)
  } catch (error) {
    if (error instanceof ManifestError) return error.message
    throw error
  }
  return 'none'
}

describe('a manifest', () => {
  it('is read with all its keys', () => {
    const {manifest, warnings, notes} = onHost(`
src: https://example.com/app.tar.gz
checksum: ${SHA1.toUpperCase()}
dest: /srv/app
dest_mode: 0711
commands:
  pre: [echo one, "echo two"]
  post:
    - |
      echo several
      echo lines
  success: [cat]
  failure: [cat >> /var/log/failed]
excludes:
  - "*.pid"
  - yes
  - 0755
exclude_from: ./conf//exclude.list
sync_strategy: rsync
`)
    expect(manifest).toEqual({
      archive: {
        src: 'https://example.com/app.tar.gz',
        checksum: {algorithm: 'sha1', hex: SHA1},
        dest: '/srv/app',
        destMode: 0o711,
        excludes: ['*.pid', 'yes', '0755'],
        excludeFrom: 'conf/exclude.list',
        syncStrategy: 'rsync',
      },
      commands: {
        pre: ['echo one', 'echo two'],
        post: ['echo several\necho lines\n'],
        success: ['cat'],
        failure: ['cat >> /var/log/failed'],
      },
    })
    expect([warnings, notes]).toEqual([[], []])
  })

  it('has 0755, rsync and no commands where it says nothing', () => {
    expect(onHost(`${ARCHIVE}commands:\nexcludes: ~\n`).manifest).toEqual({
      archive: {
        src: 's3://example.com/app.tar.gz',
        checksum: {algorithm: 'sha1', hex: SHA1},
        dest: '/srv/app',
        destMode: 0o755,
        excludes: [],
        excludeFrom: undefined,
        syncStrategy: 'rsync',
      },
      commands: {pre: [], post: [], success: [], failure: []},
    })
  })

  it('is only commands without src', () => {
    expect(onHost('commands:\n  pre: [date]\n').manifest).toMatchObject({
      archive: undefined,
      commands: {pre: ['date']},
    })
  })

  it.each([
    [32, 'md5'],
    [40, 'sha1'],
    [64, 'sha256'],
    [128, 'sha512'],
  ])('knows a checksum of %d digits as %s', (length, algorithm) => {
    const text = `src: file:///a.tar\ndest: /srv\nchecksum: "${'0'.repeat(length)}"\n`
    expect(onHost(text).manifest.archive?.checksum?.algorithm).toBe(algorithm)
  })

  it.each([
    ['0711', 0o711],
    ['0o750', 0o750],
    ['0x1ED', 0o755],
    ['04755', 0o755],
    ['0', 0],
  ])('reads dest_mode %s as Go does', (text, mode) => {
    const {manifest, warnings} = onHost(`${ARCHIVE}dest_mode: ${text}\n`)
    expect(manifest.archive?.destMode).toBe(mode)
    expect(warnings).toEqual([])
  })

  it('warns of a decimal mode, and takes it as Stretcher does', () => {
    const {manifest, warnings} = onHost(`${ARCHIVE}dest_mode: 755\n`)
    expect(manifest.archive?.destMode).toBe(755 & 0o777)
    expect(warnings).toEqual(['line 4: dest_mode 755 is a decimal number and means 0363: write 0755'])
  })

  it('passes over what it does not know, and says so', () => {
    const {warnings} = onHost(`${ARCHIVE}retry: 3\ncommands:\n  env: {A: b}\n  pre: [date]\n---\nsrc: x\n`)
    expect(warnings).toEqual([
      'line 4: retry is not known and does nothing',
      'line 6: commands.env is not known and does nothing',
      'only the first of 2 YAML documents counts',
    ])
  })

  it('warns that mv excludes nothing', () => {
    expect(onHost(`${ARCHIVE}sync_strategy: mv\nexcludes: [a]\n`).warnings).toEqual([
      'excludes and exclude_from do nothing with sync_strategy mv',
    ])
  })

  it('follows anchors and merges', () => {
    const text = `defaults: &d\n  pre: &pre [date]\n  post: [uptime]\ncommands:\n  <<: *d\n  post: *pre\n`
    expect(onHost(text).manifest.commands).toMatchObject({pre: ['date'], post: ['date']})
  })

  it('takes the last of two equal names', () => {
    expect(onHost(`${ARCHIVE}dest: /srv/other\n`).manifest.archive?.dest).toBe('/srv/other')
  })

  it.each([
    ['', 'the manifest has neither src nor commands: there is nothing to do'],
    ['<html>not found</html>', 'line 1: the manifest is a text, and not a mapping'],
    ['a: [', /^line 1: not YAML: /],
    [
      'src: https://h/a.tar\n',
      'line 1: checksum is missing: give the md5, sha1, sha256 or sha512 of the archive',
    ],
    ['src: a.tar\n', 'line 1: src: a.tar is not a URL: it begins with http://, https://, file:// or s3://'],
    [
      'src: gs://b/a.tar\n',
      'line 1: src: Google Cloud Storage (gs://) is not supported: serve the file over https or s3',
    ],
    ['src: ftp://h/a.tar\n', 'line 1: src: ftp:// is not supported: use http, https, file or s3'],
    ['src: s3://bucket\n', 'line 1: src: s3://bucket lacks bucket or key: s3://bucket/key'],
    [
      'src: file://etc/a.tar\n',
      'line 1: src: file://etc/a.tar names a host: a file of this one is file:///path',
    ],
    [
      ARCHIVE.replace(SHA1, 'abc'),
      'line 2: checksum is none of md5, sha1, sha256 and sha512: 32, 40, 64 or 128 hexadecimal digits',
    ],
    [ARCHIVE.replace(/dest.*\n/, ''), 'line 1: dest is missing: say where the archive goes'],
    [ARCHIVE.replace('/srv/app', 'app'), 'line 3: dest app is not an absolute path'],
    [ARCHIVE.replace('/srv/app', '/srv/..'), 'line 3: dest is the root of the file system'],
    // What stands for a variable elsewhere is only text on a host.
    [ARCHIVE.replace('/srv/app', '«app»'), 'line 3: dest «app» is not an absolute path'],
    [ARCHIVE.replace(SHA1, '«sum»'), /^line 2: checksum is none of/],
    [`${ARCHIVE}dest_mode: u+x\n`, 'line 4: dest_mode u+x is not a mode such as 0755'],
    [`${ARCHIVE}dest_mode: "0755"\n`, 'line 4: dest_mode is a text, and not a number'],
    [`${ARCHIVE}dest_mode: 0789\n`, 'line 4: dest_mode 0789 is not a mode such as 0755'],
    [`${ARCHIVE}excludes: "*.pid"\n`, 'line 4: excludes is a text, and not a list'],
    [`${ARCHIVE}commands: [date]\n`, 'line 4: commands is a list, and not a mapping'],
    [`${ARCHIVE}commands:\n  pre: [{a: b}]\n`, 'line 5: commands.pre, item 1, is a mapping, and not a text'],
    [`${ARCHIVE}exclude_from: ../list\n`, 'line 4: exclude_from ../list is not a file of the archive'],
    [`${ARCHIVE}sync_strategy: cp\n`, 'line 4: sync_strategy cp is not known: rsync or mv'],
    ['commands: *nothing\n', 'nothing is named &nothing, to which *nothing points'],
  ])('is refused in words: %j', (text, words) => {
    expect(refusal(text)).toEqual(typeof words === 'string' ? words : expect.stringMatching(words))
  })

  it('is refused where aliases would make much of little', () => {
    const aliases = (item: string): string => `x: &a ${item}\ncommands:\n  pre:\n${'    - *a\n'.repeat(101)}`
    expect(refusal(aliases('date'))).toBe('the manifest has more than 100 aliases')
    expect(refusal(aliases('[date]'))).toMatch(/^line \d+: commands.pre, item 1, is a list, and not a text$/)
  })

  it('gives its commands away also where the rest is wrong, for those that tell of a failure', () => {
    expect.assertions(1)
    try {
      onHost('src: https://h/a.tar\ncommands: {failure: [mail]}\n')
    } catch (error) {
      expect(error).toMatchObject({commands: {failure: ['mail']}})
    }
  })
})

describe('the templates of a manifest', () => {
  const line = (template: string, variables: Readonly<Record<string, string>> = {}): string | undefined =>
    onHost(`commands:\n  pre:\n    - "${template}"\n`, variables).manifest.commands.pre[0]

  it.each([
    ['{{ env `A` `default` }}', 'a'],
    ['{{ env `NO` `default` }}', 'default'],
    ['{{ env `EMPTY` `default` }}', 'default'],
    ['{{ env `NO` `A` `default` }}', 'a'],
    // The only argument is its own default.
    ['{{ env `NO` }}', 'NO'],
    ['{{ must_env `A` }}', 'a'],
    ['{{must_env `EMPTY`}}', ''],
    ['{{ `A` | must_env }}', 'a'],
    ['{{ env `NO` (env `A`) | json_escape }}', 'a'],
    ['{{ json_escape (must_env `QUOTE`) }}', 'say "hi"'],
    ['x {{- `y` -}} z', 'xyz'],
    ['x{{/* a comment with }} in it */}}z', 'xz'],
    ['x {{- /* eats */ -}} z', 'xz'],
    ['a {{ `}}` }}', 'a }}'],
  ])('%s is %s', (template, text) => {
    expect(line(template, {A: 'a', EMPTY: '', QUOTE: 'say "hi"'})).toBe(text)
  })

  it('come before YAML', () => {
    const text = '{{ env "LINES" }}\n'
    expect(onHost(text, {LINES: 'commands:\n  pre: [date]'}).manifest.commands.pre).toEqual(['date'])
  })

  it.each([
    ['{{ must_env "NO" }}', 'line 1: the host has no variable NO, which must_env asks for'],
    [
      'a: 1\nb: {{ if true }}',
      'line 2: the template uses if, and only env, must_env, json_escape are known here',
    ],
    ['{{ .Field }}', /line 1: the template has “.Field }}”, which is not known here/],
    ['{{ env "X"', 'line 1: the template that begins with {{ does not end'],
    ['{{ }}', 'line 1: the template {{ }} is empty'],
    ['{{ ("x" }}', 'line 1: the parentheses of the template do not match'],
    ['{{ "x") }}', 'line 1: the parentheses of the template do not match'],
    ['{{ "x" "y" }}', /needs one, as in env/],
    ['{{ must_env }}', 'line 1: the template gives must_env 0 texts instead of one'],
    ['{{ "\\q" }}', /has an escape that is not known here/],
  ])('are refused in words: %s', (text, words) => {
    expect(refusal(text)).toEqual(typeof words === 'string' ? words : expect.stringMatching(words))
  })

  it('are marked where the host is another one, and what they say is not checked', () => {
    const {manifest, notes} = parseManifest(`
src: '{{ must_env "SRC" }}'
checksum: {{ env "SUM" }}
dest: '{{ env "DEST" "/srv/app" }}'
dest_mode: {{ must_env "MODE" }}
sync_strategy: {{ must_env "HOW" }}
`)
    expect(manifest.archive).toMatchObject({
      src: '«SRC»',
      checksum: undefined,
      dest: '/srv/app',
      destMode: 0o755,
    })
    expect(notes).toEqual([
      'line 2: each host says SRC, and must',
      'line 3: each host says SUM',
      'line 4: /srv/app, where a host does not set DEST',
      'line 5: each host says MODE, and must',
      'line 6: each host says HOW, and must',
    ])
  })
})
