import {describe, expect, inject, it, onTestFinished} from 'vitest'
import {createConsulClient} from '../../../src/api/client.ts'
import {systemClock} from '../../../src/api/clock.ts'
import type {ServiceInstance} from '../../../src/api/health.ts'
import {listServiceInstances} from '../../../src/api/health.ts'
import {followServices} from '../../../src/deploy/services/follow.ts'
import {whySick} from '../../../src/deploy/services/sick.ts'
import {settle} from '../../../src/deploy/waves/settle.ts'
import {createSteadiness} from '../../../src/deploy/waves/steadiness.ts'
import {register, ttlCheck, turnCheck} from '../../support/agent-calls.ts'
import {uniqueName, until} from '../../support/cluster.ts'
import {createFaultProxy} from '../../support/fault-proxy.ts'

const {entry} = inject('cluster')

async function open(status: 'passing' | 'critical' | 'warning') {
  const client = createConsulClient({address: entry.httpAddress})
  onTestFinished(client.close)
  const name = uniqueName('web')
  await register(entry.httpAddress, {Name: name, Check: ttlCheck(name, status)})
  const instances = async () => (await listServiceInstances(client, name)).data
  await until(async () => (await instances()).length === 1, 'the service')
  const waits: string[] = []
  const controller = new AbortController()
  const settling = (steadyMs: number, services = [name]) =>
    settle(
      {client, clock: systemClock},
      {services, steadyMs, onWait: text => waits.push(text), signal: controller.signal},
    )
  const turn = (to: 'passing' | 'critical') => turnCheck(entry.httpAddress, name, {status: to, output: ''})
  return {name, instances, waits, settling, turn, abort: () => controller.abort()}
}

describe('services between two waves', () => {
  it('let it go on when they have passed for long enough, and meanwhile say for how long', async () => {
    const {name, waits, settling} = await open('passing')
    expect(await settling(1_200)).toBeUndefined()
    expect(waits.some(text => text === `${name} to pass for 1 s: 0 so far`)).toBe(true)
    expect(await (await open('warning')).settling(100)).toBeUndefined()
  })

  it('may take their time to pass', async () => {
    const {name, waits, settling, turn} = await open('critical')
    const settled = settling(1_500)
    await until(() => waits.some(text => text.includes(`${name} is critical on ${entry.name}`)), 'the wait')
    await turn('passing')
    expect(await settled).toBeUndefined()
  })

  it('halt it when they stay critical, or are not there', async () => {
    const {name, settling} = await open('critical')
    expect(await settling(300)).toEqual([`${name} is critical on ${entry.name}`])
    expect(await settling(300, [name, 'no-such'])).toContain('no-such has no instance')
  })

  it('are sick when they find no peace, and steady only without a break', () => {
    const looks = (steps: readonly (readonly [atMs: number, passes: boolean])[]) => {
      const {look} = createSteadiness(100, 0)
      return steps.map(([atMs, passes]) => look(passes, atMs))
    }
    const broken = looks([
      [0, true],
      [60, false],
      [90, true],
      [189, true],
      [190, true],
    ])
    expect(broken.at(-2)).toBeUndefined()
    expect(broken.at(-1)).toBe('steady')
    expect(
      looks([
        [0, false],
        [99, false],
        [100, false],
      ]),
    ).toEqual([undefined, undefined, 'sick'])
    const restless = Array.from({length: 11}, (_, place) => [place * 50, place % 2 === 1] as const)
    expect(looks(restless)).toEqual([...Array(10).fill(undefined), 'sick'])
  })

  it('are let go of when the rollout is over', async () => {
    const {waits, settling, abort} = await open('critical')
    const settled = settling(60_000)
    await until(() => waits.length > 0, 'the wait')
    abort()
    await expect(settled).rejects.toThrow(/abort/i)
  })

  it('are what they were where one read fails and nothing has changed meanwhile', async () => {
    const {name} = await open('passing')
    const proxy = await createFaultProxy({target: entry.httpAddress})
    onTestFinished(proxy.close)
    const client = createConsulClient({address: proxy.address})
    onTestFinished(client.close)
    const over = new AbortController()
    onTestFinished(() => over.abort())
    const {sick} = followServices({client, clock: systemClock}, [name], {signal: over.signal})
    await until(() => sick()?.length === 0, 'the service to pass')
    proxy.set({kind: 'refuse'})
    await turnCheck(entry.httpAddress, name, {status: 'passing', output: 'ends the query that is held'})
    await until(() => sick()?.[0]?.startsWith(`the health of ${name} cannot be read`), 'the failure')
    proxy.set(undefined)
    await until(() => sick()?.length === 0, 'the service to pass again')
  })

  it('are not well in maintenance', async () => {
    const {name, instances} = await open('passing')
    const [well] = await instances()
    if (well === undefined) throw new Error('There is no instance.')
    const [check] = well.checks.filter(({serviceName}) => serviceName === name)
    const down: ServiceInstance = {
      ...well,
      checks: check ? [{...check, checkId: `_service_maintenance:${name}`, status: 'critical'}] : [],
    }
    expect(whySick(name, [well])).toBeUndefined()
    expect(whySick(name, [well, down])).toBe(`${name} is in maintenance on ${entry.name}`)
  })
})
