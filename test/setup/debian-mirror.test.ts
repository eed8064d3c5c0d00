import {describe, expect, it} from 'vitest'
import {debianMirrors} from '../../scripts/setup/debian-mirror.mjs'

const DEBIAN = 'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nVERSION_CODENAME=bookworm\nID=debian\n'
const UBUNTU = 'ID=ubuntu\nID_LIKE=debian\nVERSION_CODENAME=noble\n'

const uri = (base: string, suite: string) => `'${base}/dists/${suite}/InRelease' some_file 0`

describe('the Debian archives that apt already uses', () => {
  it('are those of Debian with the component main, each once', () => {
    const targets = [
      'http://mirror.test/debian/|Debian|Debian|main|Packages',
      'http://mirror.test/debian/|Debian|Debian|main|DEP-11',
      'http://mirror.test/debian/|Debian|Debian|main|Packages',
      'http://other.test/debian/|Debian|Debian|main|Packages',
    ].join('\n')
    expect(debianMirrors({targets, uris: '', osRelease: DEBIAN})).toEqual([
      'http://mirror.test/debian',
      'http://other.test/debian',
    ])
  })

  it('are neither security archives, nor other components, nor those of other vendors', () => {
    const targets = [
      'http://mirror.test/debian-security/|Debian|Debian-Security|main|Packages',
      'http://mirror.test/debian/|Debian|Debian|contrib|Packages',
      'http://node.test/node_20.x/|. nodistro|. nodistro|main|Packages',
      'http://archive.test/ubuntu/|Ubuntu|Ubuntu|main|Packages',
    ].join('\n')
    expect(debianMirrors({targets, uris: '', osRelease: UBUNTU})).toEqual([])
  })

  it('come from what apt would fetch where it has no package lists yet, those of the own release first', () => {
    const uris = [
      uri('http://node.test/node_20.x', 'nodistro'),
      uri('http://mirror.test/debian', 'bookworm'),
      uri('http://mirror.test/debian', 'bookworm-updates'),
      uri('http://mirror.test/debian-security', 'bookworm-security'),
      "'http://mirror.test/debian/dists/bookworm/main/binary-amd64/Packages.xz' other_file 0",
    ].join('\n')
    expect(debianMirrors({targets: '', uris, osRelease: DEBIAN})).toEqual([
      'http://mirror.test/debian',
      'http://node.test/node_20.x',
    ])
  })

  it('are none on a relative of Debian whose archives are its own', () => {
    const uris = uri('http://archive.test/ubuntu', 'noble')
    expect(debianMirrors({targets: '', uris, osRelease: UBUNTU})).toEqual([])
  })
})
