import {type DashboardStatus, dashboardNumber} from '../../deploy/dashboard/flags.ts'
import {checkCategory} from './arguments.ts'

export type HooksRequest = {
  readonly category: string
  /** Of the Consul agent: http(s)://host:port or unix:///path. */
  readonly address: string
}

/**
 * The part of a Stretcher manifest that tells how it goes, in the format of consul-kv-dashboard: Stretcher itself says
 * nothing to anybody. A hook that cannot tell is no reason for a deploy to fail. @throws ConfigError
 */
export const hookLines = ({category, address}: HooksRequest): string => {
  const hook = (status: DashboardStatus, source: string): string =>
    `    - '${source} | ${put(checkCategory(category), address, dashboardNumber(status))}'`
  return [
    '# From lictor hooks, for manifests that a stock stretcher runs; lictor agent needs none of it.',
    '# With ACLs: write "X-Consul-Token: ..." into a file, and -H @FILE after each curl, so that no process list has it.',
    `# The token needs key_prefix "dashboard/${category}/" { policy = "write" }.`,
    'commands:',
    '  pre:',
    hook('info', 'echo started'),
    '  success:',
    hook('success', 'tail -n 1'),
    '  failure:',
    hook('danger', 'tail -n 5'),
    '',
  ].join('\n')
}

/** Consul calls a node as the host is called, unless its configuration says otherwise. */
const NODE = '$(uname -n)'

const put = (category: string, address: string, status: number): string => {
  const socket = /^unix:\/\/(.+)$/.exec(address)?.[1]
  const server = socket === undefined ? `"${address}` : `--unix-socket "${socket}" "http://localhost`
  const path = `/v1/kv/dashboard/${category}/${NODE}?flags=$(date +%s)00${status}"`
  return `curl -sS -m 10 -o /dev/null -X PUT --data-binary @- ${server}${path} || true`
}
