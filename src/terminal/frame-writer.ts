import {createImage} from './image.ts'
import {createFrameFinder} from './ink-frames.ts'
import {InkStdout} from './ink-stdout.ts'
import type {ColorSupport, TtyOutput} from './tty.ts'
import {createWire} from './wire.ts'

export type FrameWriterOptions = {
  readonly output: TtyOutput
  readonly colors: ColorSupport
  /** False draws with ASCII only. */
  readonly unicode: boolean
  /** Called once, when the terminal turns out to be gone (EIO, EPIPE). */
  readonly onDead?: (error: Error) => void
}

/** Counts since the start: frames written, bytes of all kinds, and frames given up for a newer one. */
export type FrameStats = {readonly frames: number; readonly bytes: number; readonly dropped: number}

export type FrameWriter = {
  /** Give this to Ink as its stdout, without `incrementalRendering` and `alternateScreen`. */
  readonly stdout: InkStdout
  /**
   * Shows these lines from row `top` on, ahead of the frame that will have them: what is known already need not wait for all
   * of a frame. The rest stays as it is; before the first frame nothing is shown.
   */
  paintAhead(top: number, lines: readonly string[]): void
  /** Wipes the screen and draws the newest frame whole. */
  repaint(): void
  /** Holds frames back while someone else has the terminal. */
  suspend(): void
  /** Takes the terminal again: the screen is drawn whole. */
  resume(): void
  /** Writes a sequence that draws nothing, such as one that sets the clipboard, between two frames. */
  send(sequence: string): void
  stats(): FrameStats
}

const BEGIN_FRAME = '\x1b[?2026h'
const END_FRAME = '\x1b[?2026l'

/** Stands between Ink and the terminal: takes whole frames, writes what changed, one write a frame. */
export function createFrameWriter({output, colors, unicode, onDead}: FrameWriterOptions): FrameWriter {
  const image = createImage({output, colors, unicode})
  let newest: {lines: readonly string[]; isShown: boolean} | undefined
  let isSuspended = false
  let frames = 0
  let dropped = 0

  const flush = () => {
    if (!newest || isSuspended || !wire.isReady()) return
    if (newest.isShown && image.isKnown()) return
    const bytes = image.change(newest.lines)
    newest.isShown = true
    if (bytes === '') return
    frames++
    wire.write(BEGIN_FRAME + bytes + END_FRAME)
  }
  const repaint = () => {
    image.forget()
    flush()
  }
  const show = (lines: readonly string[]) => {
    if (newest && !newest.isShown && !isSuspended) dropped++
    newest = {lines, isShown: false}
    flush()
  }
  const paintAhead = (top: number, lines: readonly string[]) => {
    if (newest) show(newest.lines.toSpliced(top, lines.length, ...lines))
  }
  const wire = createWire({output, onDrain: flush, onDead})
  const stdout = new InkStdout(
    output,
    createFrameFinder(frame => show(frame.split('\n'))),
  )
  output.on('resize', () => {
    image.forget()
    // Ink answers with a frame of the new size; where it sees no need to, the last one is drawn again.
    stdout.emit('resize')
    flush()
  })
  const suspend = () => {
    isSuspended = true
  }
  const resume = () => {
    isSuspended = false
    repaint()
  }
  const send = (sequence: string) => {
    if (!isSuspended) wire.write(sequence)
  }
  const stats = () => ({frames, bytes: wire.bytes(), dropped})
  return {stdout, paintAhead, repaint, suspend, resume, send, stats}
}
