import type {Exec, ExecRequest} from '../../deploy/exec/exec.ts'
import {keepExec} from '../../deploy/history/keep-exec.ts'
import {refusalOf} from '../../state/refusal.ts'
import type {Surroundings} from './follow-exec.ts'

type Kept = {
  readonly exec: Exec
  readonly order: Pick<ExecRequest, 'job' | 'filters' | 'targets'>
  /** Who ran it. */
  readonly operator: string
}

/** Puts an exec that is over into the history. Who may run commands need not have the right to. */
export const keep = async (
  {client, outlet}: Pick<Surroundings, 'client' | 'outlet'>,
  {exec, order, operator}: Kept,
): Promise<void> => {
  // Where not even its keys could be taken away, nothing can be written.
  if (exec.snapshot().trouble !== undefined) return
  try {
    await keepExec({client, operator}, exec, order)
  } catch (error) {
    const {sentence, isForbidden} = refusalOf(error)
    if (!isForbidden) outlet.say(`The exec is not in the history. ${sentence}`)
  }
}
