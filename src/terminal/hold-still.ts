const cell = new Int32Array(new SharedArrayBuffer(4))

/** Does nothing at all for so long, and leaves the processor to others meanwhile. */
export function holdStill(ms: number): void {
  Atomics.wait(cell, 0, 0, ms)
}
