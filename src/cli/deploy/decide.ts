import type {Rollout} from '../../deploy/waves/rollout.ts'
import type {Choice, Halt} from '../../deploy/waves/snapshot.ts'
import type {Ask} from './ask.ts'
import type {DeploySession} from './session.ts'

const KEYS: Readonly<Record<Choice, string>> = {resume: 'go', retryFailed: 'retry', stop: 'stop'}

/** Asks how to go on after a halt, until the answer is one; without any, as after the signal, the rollout is left as it is. */
export const decide = async (
  {outlet}: Pick<DeploySession, 'outlet'>,
  ask: Ask,
  {rollout, halt, signal}: {readonly rollout: Rollout; readonly halt: Halt; readonly signal: AbortSignal},
): Promise<void> => {
  const {choices} = halt
  for (const {choice, meaning} of choices) outlet.say(`  ${KEYS[choice].padEnd(5)}  ${meaning}`)
  const words = choices.map(({choice}) => KEYS[choice])
  for (;;) {
    const answer = await ask(`${words.join(', ')}?`, signal)
    if (answer === undefined) return rollout.detach()
    const chosen = choices.find(({choice}) => KEYS[choice] === answer.toLowerCase())
    if (chosen !== undefined) return rollout[chosen.choice]()
  }
}
