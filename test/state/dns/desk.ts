import {onTestFinished} from 'vitest'
import type {Connection} from '../../../src/api/client.ts'
import type {DnsType} from '../../../src/api/dns/dns-type.ts'
import {openClient} from '../../../src/state/agent-access.ts'
import type {Asked} from '../../../src/state/dns/asked.ts'
import {type DeskOptions, type DnsDesk, openDesk} from '../../../src/state/dns/desk.ts'
import type {Explanation} from '../../../src/state/dns/finding.ts'

/** A desk on an agent, for as long as the test runs. */
export const deskAt = async (
  connection: Connection,
  options: Partial<DeskOptions> = {},
): Promise<DnsDesk> => {
  const client = openClient(connection)
  onTestFinished(() => client.close())
  return openDesk({client, ...options})
}

export const explained = async (
  desk: DnsDesk,
  text: string,
  type: DnsType = 'A',
): Promise<Explanation & {readonly asked: Asked}> => {
  const asked = await desk.ask(desk.qualify(text), type)
  return {...(await desk.explain(asked)), asked}
}

/** `[id, reason]` of each instance that is missing. */
export const reasons = ({missing}: Explanation): readonly (readonly [string, string])[] =>
  missing.map(({id, reason}) => [id, reason])
