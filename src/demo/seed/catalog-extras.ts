import type {DemoAgent} from '../cluster-types.ts'
import {requestJson} from '../consul-http.ts'
import {scriptCheck} from './registration.ts'

/** A service that no agent looks after: it stands in the catalog only, on a node without one. */
export async function registerExternalService(entry: DemoAgent, token: string | undefined): Promise<void> {
  const body = {
    Datacenter: entry.datacenter,
    Node: 'card-gateway',
    Address: 'gateway.cards.example',
    NodeMeta: {'external-node': 'true', 'external-probe': 'true', owner: 'payments'},
    Service: {ID: 'card-gateway', Service: 'card-gateway', Tags: ['external', 'https'], Port: 443},
    Check: {
      Node: 'card-gateway',
      CheckID: 'card-gateway:status-page',
      Name: 'Status page of the provider',
      Status: 'passing',
      Output: 'All systems operational',
      ServiceID: 'card-gateway',
    },
  }
  await requestJson(entry.httpAddress, '/v1/catalog/register', {method: 'PUT', body, token})
}

/** A check of the node itself, which counts for every service on it. */
export async function registerNodeCheck(agent: DemoAgent, token: string | undefined): Promise<void> {
  const lines = [
    'Filesystem      Size  Used Avail Use% Mounted on',
    '/dev/nvme0n1p1   98G   70G   24G  75% /',
  ]
  const body = {
    ID: 'disk-space',
    Name: 'Disk space',
    Notes: 'Warns at 85 %',
    ...scriptCheck('passing', lines),
  }
  await requestJson(agent.httpAddress, '/v1/agent/check/register', {method: 'PUT', body, token})
}
