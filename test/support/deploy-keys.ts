import {randomUUID} from 'node:crypto'
import {request} from '../../src/demo/consul-http.ts'
import {decodeAcknowledgement} from '../../src/deploy/protocol/acknowledgement.ts'
import {jobFolder, parseJobKey} from '../../src/deploy/protocol/keys.ts'
import {decodePhase} from '../../src/deploy/protocol/phase.ts'

export const randomEventId = (): string => randomUUID()

/** What one node has said of a deploy. */
export type NodeSays = {
  readonly ack?: ReturnType<typeof decodeAcknowledgement>
  readonly phase?: ReturnType<typeof decodePhase>
  readonly output?: string
  readonly exit?: string
}

type Entry = {readonly Key: string; readonly Value: string | null}

/** Everything that the nodes have said of a deploy, by node. */
export const readDeploy = async (
  address: string,
  id: string,
  token?: string,
): Promise<Readonly<Record<string, NodeSays>>> => {
  const folder = jobFolder('_deploy', id)
  const {status, body} = await request(address, `/v1/kv/${folder}?recurse`, {token})
  if (status === 404) return {}
  const entries: readonly Entry[] = JSON.parse(body)
  const said: Record<string, NodeSays> = {}
  for (const {Key, Value} of entries) {
    const key = parseJobKey(folder, Key)
    if (key === undefined || key.kind === 'job') continue
    const value = Buffer.from(Value ?? '', 'base64')
    const before = said[key.node] ?? {}
    said[key.node] = {...before, ...read(key.kind, value, before)}
  }
  return said
}

const read = (kind: 'ack' | 'phase' | 'out' | 'exit', value: Buffer, {output = ''}: NodeSays): NodeSays => {
  if (kind === 'ack') return {ack: decodeAcknowledgement(value)}
  if (kind === 'phase') return {phase: decodePhase(value)}
  return kind === 'out' ? {output: output + value.toString()} : {exit: value.toString()}
}
