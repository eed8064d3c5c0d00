import {type ChildProcess, spawn} from 'node:child_process'
import {once} from 'node:events'
import {appendFileSync, readdirSync, statSync, utimesSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, it, onTestFinished} from 'vitest'
import {createJournal} from '../../src/agent/journal/journal.ts'
import {
  findAncestor,
  identify,
  isAlive,
  type ProcessIdentity,
} from '../../src/agent/process/process-identity.ts'
import {eventOf, temporaryFolder} from './events.ts'

const open = (folder: string, self: ProcessIdentity = identify(process.pid)) =>
  createJournal(folder, self, () => 1_700_000_000_000)

const startProcess = (): ChildProcess => {
  const child = spawn('sleep', ['60'])
  onTestFinished(() => void child.kill('SIGKILL'))
  return child
}

/** A process that was, as a journal names it. */
const endedProcess = async (): Promise<ProcessIdentity> => {
  const child = startProcess()
  const identity = identify(child.pid ?? 0)
  child.kill('SIGKILL')
  await once(child, 'exit')
  return identity
}

describe('a journal', () => {
  it('gives each event to one only, across processes and restarts', () => {
    const folder = temporaryFolder()
    const journal = open(folder)
    expect(journal.has(eventOf(1).id)).toBe(false)
    expect(journal.claim(eventOf(1))).toBeDefined()
    expect(journal.claim(eventOf(1))).toBeUndefined()
    expect(open(folder).claim(eventOf(1))).toBeUndefined()
    expect(open(folder).has(eventOf(1).id)).toBe(true)
    expect(open(folder).claim(eventOf(2))).toBeDefined()
  })

  it('takes an ID in capital letters for the same', () => {
    const journal = open(temporaryFolder())
    const id = 'abcdef00-0000-4000-8000-000000000000'
    journal.claim(eventOf(1, {id}))
    expect(journal.claim(eventOf(1, {id: id.toUpperCase()}))).toBeUndefined()
  })

  it('is readable for its user alone', () => {
    const folder = temporaryFolder()
    open(folder).claim(eventOf(1))
    const [name = ''] = readdirSync(folder)
    expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600)
  })

  it('shows what a killed process has left, with the phase it was in', async () => {
    const folder = temporaryFolder()
    const owner = await endedProcess()
    const claim = open(folder, owner).claim(eventOf(1))
    claim?.note({phase: 'fetching'})
    claim?.note({phase: 'syncing'})
    appendFileSync(join(folder, `${eventOf(1).id}.event`), '{"exit":')
    expect(open(folder).abandoned()).toEqual([
      {
        id: eventOf(1).id,
        event: 'deploy',
        payload: 'payload 1',
        takenMs: 1_700_000_000_000,
        owner,
        phase: 'syncing',
        exit: undefined,
        reason: undefined,
        reported: undefined,
      },
    ])
  })

  it('leaves alone what another process is at, and what Consul knows already', async () => {
    const folder = temporaryFolder()
    open(folder, identify(startProcess().pid ?? 0)).claim(eventOf(1))
    const claim = open(folder, await endedProcess()).claim(eventOf(2))
    claim?.note({exit: 0})
    expect(open(folder).abandoned()).toMatchObject([{id: eventOf(2).id, exit: 0}])
    open(folder).amend(eventOf(2).id, {reported: true})
    expect(open(folder).abandoned()).toEqual([])
  })

  it('forgets the oldest, but no event that Consul may still hold, and nothing that is not its own', async () => {
    const folder = temporaryFolder()
    const journal = open(folder, await endedProcess())
    for (let number = 1; number <= 520; number += 1) {
      journal.claim(eventOf(number))
      utimesSync(join(folder, `${eventOf(number).id}.event`), number, number)
    }
    writeFileSync(join(folder, 'notes.txt'), '')
    writeFileSync(join(folder, 'cut-short.part'), '')
    utimesSync(join(folder, 'cut-short.part'), 1, 1)
    journal.prune()
    expect(readdirSync(folder)).toHaveLength(513)
    expect(readdirSync(folder)).toContain('notes.txt')
    expect([journal.has(eventOf(8).id), journal.has(eventOf(9).id)]).toEqual([false, true])
  })
})

describe('a process', () => {
  it('is not taken for a later one with its number', () => {
    const {pid} = startProcess()
    const identity = identify(pid ?? 0)
    expect(isAlive(identity)).toBe(true)
    expect(isAlive({...identity, born: 'another boot 12345'})).toBe(false)
  })

  it('is dead once it has ended', async () => {
    expect(isAlive(await endedProcess())).toBe(false)
  })

  it('is found among the ancestors by its name, behind shells', async () => {
    // The second command keeps each shell from becoming the first.
    const child = spawn('bash', ['-c', 'sh -c "echo \\$\\$; cat"; true'])
    onTestFinished(() => void child.stdin.end())
    const [line] = await once(child.stdout, 'data')
    const inner = Number(String(line))
    expect(findAncestor(inner, 'bash').pid).toBe(child.pid)
    expect(findAncestor(inner, 'no such name').pid).toBe(inner)
  })
})
