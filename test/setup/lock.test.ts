import {spawnSync} from 'node:child_process'
import {existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterEach, beforeEach, describe, expect, it} from 'vitest'
import {acquireLock} from '../../scripts/setup/lock.mjs'

let folder: string
let file: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lictor-lock-'))
  file = join(folder, 'cache', 'setup.lock')
})

afterEach(() => rmSync(folder, {recursive: true, force: true}))

function deadPid(): number {
  return spawnSync(process.execPath, ['--version']).pid
}

async function writeLock(content: string): Promise<void> {
  const release = await acquireLock({file})
  release()
  writeFileSync(file, content)
}

describe('the lock of set-up', () => {
  it('names its holder and leaves nothing behind when given back', async () => {
    const release = await acquireLock({file})
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({pid: process.pid})
    release()
    expect(readdirSync(join(folder, 'cache'))).toEqual([])
  })

  it('lets the second wait, telling whom for, until the first is done', async () => {
    const release = await acquireLock({file})
    const waitedFor: number[] = []
    const done: string[] = []
    const second = acquireLock({file, pollMs: 1, onWait: ({pid}) => void waitedFor.push(pid)}).then(
      releaseSecond => {
        done.push('second')
        releaseSecond()
      },
    )
    await expect.poll(() => waitedFor).toEqual([process.pid])
    done.push('first')
    release()
    await second
    expect(done).toEqual(['first', 'second'])
  })

  it.each([
    ['of a process that has died', () => JSON.stringify({pid: deadPid(), started: '1'})],
    ['that is empty', () => ''],
    ['that is no lock at all', () => '{"pid": "yes"}'],
  ])('takes over a lock %s', async (_, content) => {
    await writeLock(content())
    const release = await acquireLock({file})
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({pid: process.pid})
    release()
    expect(existsSync(file)).toBe(false)
  })

  it.runIf(process.platform === 'linux')(
    'takes over the lock of a dead process whose pid was given to another',
    async () => {
      await writeLock(JSON.stringify({pid: process.pid, started: '1'}))
      const release = await acquireLock({file})
      expect(JSON.parse(readFileSync(file, 'utf8')).started).not.toBe('1')
      release()
    },
  )

  it('is held by one at a time, however many find a stale one', async () => {
    await writeLock(JSON.stringify({pid: deadPid(), started: '1'}))
    let holders = 0
    let most = 0
    const work = async () => {
      const release = await acquireLock({file, pollMs: 1})
      most = Math.max(most, ++holders)
      await new Promise(resolve => setImmediate(resolve))
      holders--
      release()
    }
    await Promise.all(Array.from({length: 20}, work))
    expect(most).toBe(1)
  })

  it('ends the wait when the user interrupts', async () => {
    const release = await acquireLock({file})
    const interrupt = new AbortController()
    const second = acquireLock({file, signal: interrupt.signal, onWait: () => interrupt.abort()})
    await expect(second).rejects.toThrow()
    release()
  })
})
