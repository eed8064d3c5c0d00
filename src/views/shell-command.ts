/**
 * What does the same at a shell's prompt, for the operator who writes a runbook: `consul force-leave c3`. Names from the
 * cluster are quoted, so that what is copied runs nothing else.
 */
export const shellCommand = (...words: readonly string[]): string => words.map(quote).join(' ')

/** `consul maint`, of one service or of the agent's whole node. */
export const maintenanceCommand = (enable: boolean, reason: string, serviceId?: string): string =>
  shellCommand(
    'consul',
    'maint',
    enable ? '-enable' : '-disable',
    ...(serviceId === undefined ? [] : [`-service=${serviceId}`]),
    ...(enable && reason ? [`-reason=${reason}`] : []),
  )

const quote = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`
