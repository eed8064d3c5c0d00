import type {Capabilities} from './capabilities.ts'
import type {FrameWriter} from './frame-writer.ts'
import type {RawTtyOutput} from './tty-output.ts'
import {writeNow} from './write-now.ts'

export type TtyInput = {
  setRawMode?(isRaw: boolean): unknown
  on(event: 'error' | 'end', listener: () => void): unknown
}

export type TtyModesOptions = {
  readonly stdin: TtyInput
  readonly stdout: Pick<RawTtyOutput, 'fd' | 'discard'>
  readonly capabilities: Pick<Capabilities, 'alternateScreen'>
  readonly frames: Pick<FrameWriter, 'suspend' | 'resume'>
  readonly process: Pick<NodeJS.Process, 'pid' | 'kill'>
}

// No autowrap, hidden cursor, bracketed paste.
const OURS = '\x1b[?7l\x1b[?25l\x1b[?2004h'
// The end of a sequence and a frame cut short, plain look, no margins, and ours undone.
const THEIRS = '\x18\x1b[?2026l\x1b[m\x1b[r\x1b[?2004l\x1b[?7h\x1b[?25h'

/**
 * Switches the terminal between our modes and those of the shell, and knows whose they are. Everything is written before
 * a call returns; a call that does not fit the state does nothing and says false.
 */
export function createTtyModes({stdin, stdout, capabilities, frames, process}: TtyModesOptions) {
  const [open, close] = capabilities.alternateScreen ? ['\x1b[?1049h', '\x1b[?1049l'] : ['', '\x1b[H\x1b[J']
  let state: 'outside' | 'inside' | 'lent' = 'outside'

  const step = (from: typeof state, to: typeof state, act: () => void) => {
    if (state !== from) return false
    state = to
    act()
    return true
  }
  const take = () => {
    // Ink asks for raw mode only after its first frame: keys typed until then would be echoed into it.
    stdin.setRawMode?.(true)
    writeNow(stdout.fd, open + OURS)
  }
  const release = () => {
    frames.suspend()
    stdout.discard?.()
    writeNow(stdout.fd, THEIRS + close)
    stdin.setRawMode?.(false)
  }
  const reclaim = () => {
    // Off first: the shell may have changed the terminal behind Node's back. And before anything is written: in the
    // background this very call stops us, until we are brought to the foreground.
    stdin.setRawMode?.(false)
    take()
    frames.resume()
    // Only the foreground job is told of a new size; asked by this, Node looks for itself.
    process.kill(process.pid, 'SIGWINCH')
  }
  return {
    enter: () => step('outside', 'inside', take),
    lend: () => step('inside', 'lent', release),
    reclaim: () => step('lent', 'inside', reclaim),
    /** After a stop that came from outside: the shell has used the terminal meanwhile. */
    restore: () => step('inside', 'inside', reclaim),
    leave: () => step('inside', 'outside', release) || step('lent', 'outside', () => {}),
  }
}
