import {type AgentSelf, readAgentSelf} from '../../api/agent-self.ts'
import type {ConsulClient} from '../../api/client.ts'
import type {DnsType} from '../../api/dns/dns-type.ts'
import type {DnsServer} from '../../api/dns/server-address.ts'
import {ConsulError, isConsulError} from '../../api/errors.ts'
import type {Asked} from './asked.ts'
import type {Evidence} from './evidence.ts'
import {explain} from './explain.ts'
import type {Explanation} from './finding.ts'
import {gatherSubject, readDatacenters} from './gather.ts'
import {locateRecord, type Whereabouts} from './locate.ts'
import {lookUp} from './lookup.ts'
import {parseName, qualifyName} from './parse-name.ts'
import {type ProbeControl, type ProbeReport, type ProbeRequest, runProbe} from './probe.ts'
import type {ReportedRecord} from './report.ts'
import {type DnsSettings, dnsSettings} from './settings.ts'

/** Asks one agent's DNS as a client would, and says why it answers so. */
export type DnsDesk = {
  readonly settings: DnsSettings
  /** The full name that a typed text means. */
  readonly qualify: (text: string) => string
  /** @throws ConsulError `invalid` for a name that DNS cannot write, or where DNS is off; an abort error */
  readonly ask: (name: string, type: DnsType, signal?: AbortSignal) => Promise<Asked>
  /** Reads over HTTP what there should be. @throws an abort error */
  readonly explain: (asked: Asked, signal?: AbortSignal) => Promise<Explanation>
  /** What stands behind a record, as HTTP has it; undefined where nothing does. @throws ConsulError; an abort error */
  readonly locate: (
    asked: Asked,
    record: ReportedRecord,
    signal?: AbortSignal,
  ) => Promise<Whereabouts | undefined>
  /** Asks the servers that are named, or all of the settings, over and over. @throws as `ask` does */
  readonly probe: (request: DeskProbe, control: ProbeControl) => Promise<ProbeReport>
}

export type DeskProbe = Pick<ProbeRequest, 'question' | 'perSecond' | 'seconds'> & {
  readonly servers?: readonly DnsServer[] | undefined
}

export type DeskOptions = {
  readonly client: ConsulClient
  readonly dnsAddress?: string | undefined
  readonly domain?: string | undefined
  /** Where a name looks that does not say it; the agent's own. */
  readonly datacenter?: string | undefined
  /** For each try. */
  readonly timeoutMs?: number | undefined
  readonly signal?: AbortSignal | undefined
}

/** Asks the agent where and how it answers DNS; where it does not tell, that is assumed. @throws an abort error */
export const openDesk = async (options: DeskOptions): Promise<DnsDesk> => {
  const {client, dnsAddress, domain, timeoutMs, signal} = options
  const [self, datacenters] = await Promise.all([readSelf(options), readDatacenters(client, signal)])
  const known = isConsulError(self) ? undefined : self
  const {aclsEnabled, datacenter} = known ?? {}
  const settings = dnsSettings({self, httpAddress: client.address, dnsAddress, domain})
  const {zones, servers, origin} = settings
  return {
    settings,
    qualify: text => qualifyName(text, {...zones, datacenters, datacenter: options.datacenter}),
    ask: async (name, type, signal) => {
      const [server] = servers
      if (server === undefined) throw dnsOff(origin)
      const lookup = await lookUp(server, {name, type}, {timeoutMs, signal})
      const form = parseName(name, zones)
      const named = 'place' in form ? form.place.datacenter : undefined
      return {form, lookup, datacenter: named ?? datacenter}
    },
    explain: async ({form, lookup, datacenter: asked}, signal) => {
      const subject = await gatherSubject(form, {client, datacenters, datacenter, signal})
      const evidence: Evidence = {
        lookup,
        form,
        settings,
        datacenter: asked,
        datacenters,
        aclsEnabled,
        subject,
      }
      return explain(evidence)
    },
    locate: async (asked, record, signal) => {
      const subject = await gatherSubject(asked.form, {client, datacenters, datacenter, signal})
      return locateRecord(record, {asked, subject, zones})
    },
    probe: async ({servers: named, ...request}, control) => {
      const asked = named ?? servers
      if (asked.length === 0) throw dnsOff(origin)
      return runProbe({...request, servers: asked, ...(timeoutMs !== undefined && {timeoutMs})}, control)
    },
  }
}

const readSelf = async ({client, signal}: DeskOptions): Promise<AgentSelf | ConsulError> => {
  try {
    return (await readAgentSelf(client, {signal})).data
  } catch (error) {
    if (isConsulError(error)) return error
    throw error
  }
}

const dnsOff = (origin: string): ConsulError =>
  new ConsulError({
    kind: 'unreachable',
    shortMessage: `There is no DNS to ask: ${origin}`,
    nextStep: 'Name another agent’s with --dns-addr, or set ports.dns of this one.',
  })
