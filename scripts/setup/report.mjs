/** @typedef {{write(text: string): unknown, isTTY?: boolean}} Output */
/** @typedef {{detail(text: string): void, done(): void, stop(): void}} StepLine */
/** @typedef {{say(text: string): void, start(name: string, doing: string): StepLine}} Report */

const TICK_MS = 1000

/**
 * Tells what set-up is doing: on a terminal one line per step that counts the seconds, elsewhere a plain line for each stage.
 *
 * @param {Output} output
 * @param {() => number} [now] in milliseconds
 * @returns {Report}
 */
export function createReport(output, now = Date.now) {
  return {
    say: text => void output.write(`${text}\n`),
    start: output.isTTY
      ? (name, doing) => startLiveLine(output, now, name, doing)
      : (name, doing) => startPlainLines(output, now, name, doing),
  }
}

/**
 * @param {Output} output
 * @param {() => number} now
 * @param {string} name
 * @param {string} doing
 * @returns {StepLine}
 */
function startLiveLine(output, now, name, doing) {
  const started = now()
  let text = doing
  const seconds = () => `${Math.round((now() - started) / 1000)} s`
  const clear = '\r\x1b[K'
  const paint = () => void output.write(`${clear}${name}: ${text} … ${seconds()}`)
  const timer = setInterval(paint, TICK_MS)
  paint()
  return {
    detail(next) {
      text = next
      paint()
    },
    done() {
      clearInterval(timer)
      output.write(`${clear}${name}: ready in ${seconds()}\n`)
    },
    stop() {
      clearInterval(timer)
      output.write(clear)
    },
  }
}

/**
 * @param {Output} output
 * @param {() => number} now
 * @param {string} name
 * @param {string} doing
 * @returns {StepLine}
 */
function startPlainLines(output, now, name, doing) {
  const started = now()
  output.write(`${name}: ${doing}\n`)
  return {
    detail: text => void output.write(`${name}: ${text}\n`),
    done: () => void output.write(`${name}: ready in ${Math.round((now() - started) / 1000)} s\n`),
    stop() {},
  }
}
