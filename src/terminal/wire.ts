import type {TtyOutput} from './tty.ts'

type WireOptions = {
  readonly output: TtyOutput
  readonly onDrain: () => void
  readonly onDead?: ((error: Error) => void) | undefined
}

/** The way to the terminal: knows whether it takes more, and whether it is still there. */
export function createWire({output, onDrain, onDead}: WireOptions) {
  let isWaiting = false
  let isDead = false
  let bytes = 0

  const die = (error: Error) => {
    if (isDead) return
    isDead = true
    onDead?.(error)
  }
  output.on('error', error => die(error ?? new Error('the terminal is gone')))
  output.on('drain', () => {
    isWaiting = false
    onDrain()
  })
  return {
    isReady: () => !isWaiting && !isDead,
    bytes: () => bytes,
    write(text: string) {
      if (isDead) return
      bytes += Buffer.byteLength(text)
      try {
        if (!output.write(text, error => error && die(error))) isWaiting = true
      } catch (error) {
        die(error instanceof Error ? error : new Error(String(error)))
      }
    },
  }
}
