import type {Host} from '../../deploy/board/host.ts'

/** How a host has ended: `exit 3 after 1.2 s`. What took less than a second is not worth saying. */
export const describeExit = ({exitCode, ackedAtMs, finishedAtMs}: Host): string => {
  const tookMs = ackedAtMs === undefined || finishedAtMs === undefined ? 0 : finishedAtMs - ackedAtMs
  return exitWords(exitCode) + (tookMs < 1_000 ? '' : ` after ${(tookMs / 1_000).toFixed(1)} s`)
}

/** Consul's own codes say what no command has said. */
export const exitWords = (exitCode: number | undefined): string => {
  if (exitCode === undefined) return 'ended without an exit code'
  if (exitCode === -1) return 'killed by a signal'
  return exitCode === 255 ? 'exit 255 (or not started)' : `exit ${exitCode}`
}

const KIB = 1024

export const describeCut = ({bytes}: Host): string =>
  `more output is not read: it is held back after ${Math.round(bytes / KIB)} KiB`
