import type {Phase} from '../../deploy/protocol/phase.ts'
import type {HostRow} from '../../state/deploy/host-rows.ts'
import {formatBytes} from '../format.ts'

/** What a host does, in a word: of a deploy its phase. */
export const stateWord = ({look, host: {phase}}: HostRow): string => {
  if (look === 'running' && phase !== undefined) return isLast(phase.phase) ? 'ending' : phase.phase
  if (look === 'failed' && phase?.during !== undefined) return `failed ${phase.during}`
  return look
}

/** Its exit code is still to come. */
const isLast = (phase: Phase): boolean => phase === 'done' || phase === 'failed'

const BAR = 8

/** How many of its bytes a host has, where both are known, while it is under way. */
export const progressText = ({look, host: {phase}}: HostRow): string => {
  if (look !== 'running' || phase?.done === undefined) return ''
  const {done, total} = phase
  if (!total) return formatBytes(done)
  const share = Math.max(0, Math.min(1, done / total))
  const filled = Math.floor(share * BAR)
  return `${'█'.repeat(filled)}${'░'.repeat(BAR - filled)} ${String(Math.floor(share * 100)).padStart(3)}%`
}
