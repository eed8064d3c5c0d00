import {inject, onTestFailed, onTestFinished} from 'vitest'
import {type ConsulClient, createConsulClient} from '../../src/api/client.ts'
import type {Clock} from '../../src/api/clock.ts'
import type {DemoAgent} from '../../src/demo/cluster-types.ts'
import type {BoardFace} from '../../src/deploy/board/face.ts'
import type {KeptRecord} from '../../src/deploy/history/read.ts'
import {type Preflight, runPreflight} from '../../src/deploy/preflight/preflight.ts'
import {type DeployRequest, type Terms, USUAL_TERMS} from '../../src/deploy/waves/request.ts'
import type {Rollout} from '../../src/deploy/waves/rollout.ts'
import {parseWaves} from '../../src/deploy/waves/sizes.ts'
import type {Halt} from '../../src/deploy/waves/snapshot.ts'
import {startRollout} from '../../src/deploy/waves/start.ts'
import {takeOver} from '../../src/deploy/waves/take-over.ts'
import {uniqueName, until} from './cluster.ts'
import {playHosts} from './event-hosts.ts'

export const MANIFEST = 'file:///srv/manifest.yml'

type Wishes = Partial<Omit<DeployRequest, 'terms'>> & {
  readonly terms?: Partial<Terms>
  /** Where Consul is asked, and who hears the event; the shared cluster's unless given. */
  readonly address?: string
  readonly agents?: readonly DemoAgent[]
  /** Of the operator, and of the hosts. */
  readonly tokens?: {readonly operator: string; readonly hosts: string}
}

/** A deploy to the client agents in three waves, unless it is wished otherwise; not begun yet. */
export async function openRollout({address, agents, terms, tokens, ...wishes}: Wishes = {}) {
  const at = address ?? inject('cluster').entry.httpAddress
  const client = createConsulClient({address: at, token: tokens?.operator})
  onTestFinished(() => client.close())
  const event = wishes.event ?? uniqueName('deploy')
  const hosts = playHosts(event, agents, tokens?.hosts)
  const request: DeployRequest = {
    event,
    url: MANIFEST,
    filters: {node: '^c'},
    waves: parseWaves('1,2,all'),
    ...wishes,
    terms: {...USUAL_TERMS, ...terms},
  }
  const preflight = await runPreflight({client, env: {}}, request)
  const start = (other: Preflight = preflight, clock?: Clock): Rollout => {
    const rollout = startRollout({client, clock, operator: 'ann@bastion'}, other)
    onTestFailed(() => console.error(hosts.heard, rollout.snapshot(), rollout.board.snapshot()))
    onTestFinished(async () => {
      rollout.detach()
      await rollout.ended
    })
    return rollout
  }
  return {client, event, hosts, preflight, start}
}

/** Bob goes on with a deploy as its record lies in Consul. */
export const takeOverAsBob = (client: ConsulClient, kept: KeptRecord | undefined): Rollout => {
  if (kept?.record.kind !== 'deploy') throw new Error('There is no record.')
  const rollout = takeOver(
    {client, operator: 'bob@bastion'},
    {...kept, record: kept.record},
    {isForeign: false},
  )
  onTestFinished(rollout.detach)
  return rollout
}

export const statesOn = ({board}: {readonly board: BoardFace}): readonly string[] =>
  board.snapshot().hosts.map(({node, state}) => `${node} ${state}`)

/** What is there, or the test fails. */
export const given = <T>(value: T | undefined): T => {
  if (value === undefined) throw new Error('There is none.')
  return value
}

/** Waits for a halt, and for another than the one before. */
export const halted = async (rollout: Rollout, before?: Halt): Promise<Halt> =>
  given(
    await until(() => {
      const {halt} = rollout.snapshot()
      return halt !== before ? halt : undefined
    }, 'a halt'),
  )
