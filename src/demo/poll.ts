import {setTimeout as pause} from 'node:timers/promises'

const pauseMs = 30

/** Asks again and again until the answer is true; false when the time is up. A rejected answer counts as "not yet". */
export async function poll(condition: () => Promise<boolean>, deadlineMs: number): Promise<boolean> {
  const end = Date.now() + deadlineMs
  for (;;) {
    if (await condition().catch(() => false)) return true
    if (Date.now() >= end) return false
    await pause(pauseMs)
  }
}
