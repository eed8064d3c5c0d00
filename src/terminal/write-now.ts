import {writeSync} from 'node:fs'
import {holdStill} from './hold-still.ts'

const RETRY_MS = 5
const RETRIES = 40

/**
 * Writes text to a terminal before returning, as `exit` handlers and crashes need it. Gives up where the terminal is
 * gone, or takes nothing for a fifth of a second.
 */
export function writeNow(fd: number, text: string): void {
  let rest = Buffer.from(text, 'utf8')
  for (let tries = 0; rest.length > 0 && tries < RETRIES; ) {
    try {
      rest = rest.subarray(writeSync(fd, rest))
    } catch (error) {
      if (!(error instanceof Error) || !('code' in error) || error.code !== 'EAGAIN') return
      tries++
      holdStill(RETRY_MS)
    }
  }
}
