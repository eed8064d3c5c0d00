import {DeployError} from '../../deploy/errors.ts'
import {type ProcessOptions, runOnLeash} from '../process/leash.ts'

/** Runs a program to its end, or to that of the deploy. @throws DeployError unless it ends with 0 */
export const runLeashed = async (
  command: readonly [string, ...string[]],
  options: ProcessOptions,
): Promise<void> => {
  options.signal.throwIfAborted()
  const {code, killedBy} = await runOnLeash(command, options)
  options.signal.throwIfAborted()
  if (code !== 0) throw new DeployError(code === null ? `ended by ${killedBy}` : `exit status ${code}`)
}
