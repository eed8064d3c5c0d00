import type {Totals} from '../board/snapshot.ts'
import type {Outcome} from './record.ts'

export const outcomeOf = ({done, failed, silent, acked, running}: Totals): Outcome => ({
  done,
  failed,
  silent,
  running: acked + running,
})
