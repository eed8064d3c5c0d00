type StoppableProcess = Pick<NodeJS.Process, 'kill' | 'on' | 'once' | 'off' | 'listeners'>

// A stop takes hold at once; still running after this, nobody is there to stop us.
const NOT_STOPPED_MS = 250

/** Stops this job as Ctrl-Z does, and returns when the shell has brought it back, or cannot stop it at all. */
export async function stopJob(process: StoppableProcess): Promise<void> {
  // A listener would keep the signal from stopping us.
  const listeners = process.listeners('SIGTSTP')
  for (const listener of listeners) process.off('SIGTSTP', listener)
  await new Promise<void>(resolve => {
    const done = () => {
      clearTimeout(timer)
      process.off('SIGCONT', done)
      resolve()
    }
    // Referenced, or Node finds nothing to do and ends as soon as it is continued. By way of setImmediate, so that
    // after a real stop the waiting SIGCONT is seen first.
    const timer = setTimeout(() => setImmediate(done), NOT_STOPPED_MS)
    process.once('SIGCONT', done)
    // The whole group, as the terminal would: a wrapper script or sudo has to stop with us.
    process.kill(0, 'SIGTSTP')
  })
  for (const listener of listeners) process.on('SIGTSTP', listener)
}
