const BEGIN_SYNC = '\x1b[?2026h'
const END_SYNC = '\x1b[?2026l'
// What Ink writes ahead of a frame to erase the last one: any CSI sequences that are not SGR.
const ERASURE = /^(?:\x1b\[[\x20-\x3f]*[\x40-\x6c\x6e-\x7e])+/

/**
 * Finds the whole frames in what Ink writes. Ink 8 writes `begin`, erasures with the frame, `end`, each in a write of
 * its own; between the marks a console line may precede the frame, so the last text before `end` is the frame. Without
 * marks (`debug`) every text is one. Writes of mere control sequences (cursor, modes) belong to the owner of the
 * terminal, not to Ink, and vanish.
 */
export function createFrameFinder(onFrame: (frame: string) => void): (chunk: string) => void {
  let isOpen = false
  let pending: string | undefined
  return chunk => {
    if (chunk === BEGIN_SYNC) {
      isOpen = true
      return
    }
    if (chunk === END_SYNC) isOpen = false
    else pending = chunk.replace(ERASURE, '') || pending
    if (isOpen || pending === undefined) return
    const frame = pending
    pending = undefined
    onFrame(frame)
  }
}
