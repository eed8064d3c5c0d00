import {readFileSync, rmSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, inject, it, onTestFinished} from 'vitest'
import {createOpenAcks} from '../../src/agent/acks/open-acks.ts'
import type {Handler} from '../../src/agent/handler.ts'
import {createJournal} from '../../src/agent/journal/journal.ts'
import {identify} from '../../src/agent/process/process-identity.ts'
import {createEventRunner} from '../../src/agent/run-event.ts'
import {createConsulClient} from '../../src/api/client.ts'
import {systemClock} from '../../src/api/clock.ts'
import {until} from '../support/cluster.ts'
import {randomEventId, readDeploy} from '../support/deploy-keys.ts'
import {eventOf, temporaryFolder} from './events.ts'

const {entry} = inject('cluster')
const patience = new AbortController().signal

const open = (handler: Handler, {randomDelayMs = 0, drain = patience, stop = patience} = {}) => {
  const client = createConsulClient({address: entry.httpAddress})
  onTestFinished(() => client.close())
  const folder = temporaryFolder()
  const lines: string[] = []
  const log = (line: string): void => void lines.push(line)
  const clock = systemClock
  const journal = createJournal(folder, identify(process.pid), clock.now)
  const options = {client, node: 'c1', maxOutput: 10_000, categoryOf: () => undefined, clock, log}
  const openAcks = createOpenAcks(options, patience)
  const runner = createEventRunner({journal, handler, openAcks, clock, log, version: '1', randomDelayMs})
  const event = eventOf(1, {id: randomEventId()})
  const run = async () => {
    const outcome = await runner.run(event, {drain, stop})
    if (outcome.kind === 'ended') await outcome.told
    return outcome.kind === 'ended' ? outcome.exit : outcome.kind
  }
  return {
    run,
    folder,
    lines,
    journal,
    event,
    said: async () => (await readDeploy(entry.httpAddress, event.id)).c1,
  }
}

describe('an event', () => {
  it('is not run where that cannot be written down, and that is said', async () => {
    let runs = 0
    const {run, folder, said} = open(async () => {
      runs += 1
      return 0
    })
    rmSync(folder, {recursive: true})
    expect(await run()).toBe(255)
    expect(runs).toBe(0)
    expect(await said()).toMatchObject({
      phase: {
        phase: 'failed',
        reason: expect.stringMatching(/^not run: it cannot be written down on this host: ENOENT/),
      },
      exit: '255',
    })
  })

  it('is run to its end where the journal gets lost meanwhile', async () => {
    const {run, said, lines, folder} = open(async (_, report) => {
      rmSync(folder, {recursive: true})
      report.phase({phase: 'syncing'})
      return 0
    })
    expect(await run()).toBe(0)
    expect(await said()).toMatchObject({phase: {phase: 'done'}, exit: '0'})
    expect(lines.join('\n')).toContain('the journal cannot be written')
  })

  it('is acknowledged before it waits its random delay, and left to the next agent where this one ends meanwhile', async () => {
    const drained = new AbortController()
    let runs = 0
    const handler = async () => {
      runs += 1
      return 0
    }
    const {run, said, lines, journal, event} = open(handler, {
      randomDelayMs: 3_600_000,
      drain: drained.signal,
    })
    const ended = run()
    await until(async () => (await said())?.phase?.phase === 'received', 'its acknowledgement')
    expect(lines.at(-1)).toMatch(/waits \d+ ms$/)
    expect(journal.has(event.id)).toBe(true)
    drained.abort()
    expect(await ended).toBe('left')
    expect([runs, journal.has(event.id), (await said())?.exit]).toEqual([0, false, undefined])
    expect(journal.claim(event)).toBeDefined()
  })

  it('is never begun once what runs is to end', async () => {
    let runs = 0
    const handler = async () => {
      runs += 1
      return 0
    }
    const {run, said} = open(handler, {stop: AbortSignal.abort()})
    expect(await run()).toBe(255)
    expect((await said())?.phase?.reason).toBe('lictor agent was told to stop')
    expect(runs).toBe(0)
  })

  it('fails with its reason where the handler itself fails', async () => {
    const {run, said} = open(async (_, report) => {
      report.phase({phase: 'extracting'})
      throw new Error('it rains')
    })
    expect(await run()).toBe(255)
    expect((await said())?.phase).toEqual({phase: 'failed', during: 'extracting', reason: 'it rains'})
  })

  it('is known to have been told once Consul has all of it', async () => {
    const {run, folder, event} = open(async () => 3)
    expect(await run()).toBe(3)
    expect(readFileSync(join(folder, `${event.id}.event`), 'utf8')).toMatch(
      /\n{"exit":3.*\n{"reported":true}\n$/,
    )
    expect(await run()).toBe('elsewhere')
  })
})
