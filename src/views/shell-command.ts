import {printableLine} from '../terminal/printable.ts'

/** Words as one line for a shell. Names from the cluster are quoted, so that what is copied runs nothing else. */
export const shellCommand = (...words: readonly string[]): string => words.map(quote).join(' ')

/** The `command` of a question, or nothing. */
type Offered = {readonly command?: string}

/**
 * What does the same at a shell's prompt, for the operator who writes a runbook: `consul force-leave c3`. It names the
 * asked agent (`http://host:port`) wherever `consul` would ask another. What would not print as it runs is not offered.
 */
export const consulCommand = (
  agent: string,
  subcommand: readonly string[],
  args: readonly string[] = [],
): Offered => {
  const where = agent === DEFAULT_AGENT ? [] : [`-http-addr=${agent}`]
  const command = shellCommand('consul', ...subcommand, ...where, ...args)
  return printableLine(command) === command ? {command} : {}
}

/** `consul maint`, of one service or of the agent's whole node. */
export const maintenanceCommand = (
  agent: string,
  {
    enable,
    reason,
    serviceId,
  }: {readonly enable: boolean; readonly reason: string; readonly serviceId?: string},
): Offered =>
  consulCommand(
    agent,
    ['maint'],
    [
      enable ? '-enable' : '-disable',
      ...(serviceId === undefined ? [] : [`-service=${serviceId}`]),
      ...(enable && reason ? [`-reason=${reason}`] : []),
    ],
  )

// Where `consul` looks without being told (https://developer.hashicorp.com/consul/commands#http-addr).
const DEFAULT_AGENT = 'http://127.0.0.1:8500'

const quote = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`
