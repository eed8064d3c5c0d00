import type {Acknowledgement} from '../../deploy/protocol/acknowledgement.ts'
import type {Report} from '../handler.ts'
import {type AckTarget, createAckSlots} from './ack-slots.ts'
import {createBell} from './bell.ts'
import {type DeliverContext, deliver} from './deliver.ts'

/** What one node says of one event, on its way into KV: in order, and not faster than is good for Raft. */
export type AckChannel = Report & {
  readonly acknowledge: (acknowledgement: Acknowledgement) => void
  /** The last word. Resolves to whether all of it has arrived. */
  readonly close: (exit: number) => Promise<boolean>
}

/** Writes until it is closed, refused, or `signal` gives up. */
export const openAckChannel = (
  target: AckTarget,
  context: DeliverContext,
  signal: AbortSignal,
): AckChannel => {
  const {clock, pace} = context
  const slots = createAckSlots(target, clock)
  const bell = createBell(clock)
  let isOpen = true

  const pump = async (): Promise<boolean> => {
    while (!signal.aborted) {
      const waitMs = slots.waitMs()
      if (waitMs > 0) {
        await bell.wait(waitMs, signal)
        continue
      }
      await pace(signal)
      const step = slots.take()
      if (step === undefined) continue
      const isDelivered = await deliver(step.write, context, signal)
      if (step.role === 'exit') return isDelivered
      // A dashboard that may not be written is no reason to say nothing to Lictor.
      if (!isDelivered && step.role === 'ack') return false
    }
    return false
  }
  const done = pump().finally(() => {
    isOpen = false
  })
  const telling =
    <T>(tell: (what: T) => void) =>
    (what: T): void => {
      if (!isOpen) return
      tell(what)
      bell.ring()
    }
  return {
    acknowledge: telling(slots.acknowledge),
    phase: telling(slots.phase),
    output: telling(slots.output),
    close: exit => {
      telling(slots.close)(exit)
      return done
    },
  }
}
