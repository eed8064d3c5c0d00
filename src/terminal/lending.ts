type Listened = Pick<NodeJS.Process, 'on' | 'off' | 'listeners'>

/** Who has the terminal, while another program of the same job does. */
export type Lending = {
  /** What Ctrl-C and Ctrl-\\ in the other program are meant for: they reach the whole job. */
  readonly isLent: () => boolean
  readonly during: <T>(run: () => T) => T
}

/**
 * Keeps signals away from this program while another has the terminal and Node is held up. Ctrl-Z there stops the whole
 * job, as it should: a listener could only swallow it.
 */
export function createLending(process: Listened): Lending {
  let lent = 0
  const during = <T>(run: () => T): T => {
    lent++
    const stops = process.listeners('SIGTSTP')
    for (const listener of stops) process.off('SIGTSTP', listener)
    try {
      return run()
    } finally {
      for (const listener of stops) process.on('SIGTSTP', listener)
      // Signals that came meanwhile are told in the turns after this one.
      setImmediate(() => setImmediate(() => lent--))
    }
  }
  return {isLent: () => lent > 0, during}
}
