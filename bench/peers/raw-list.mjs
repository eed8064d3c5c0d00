// The services list of Lictor as a hand-written program would draw it: raw ANSI writes, scroll regions, nothing between
// the key and the terminal. Usage: node raw-list.mjs ADDRESS. Keys: j k g q.

const [address] = process.argv.slice(2)
const {columns, rows} = process.stdout
const HEADING_ROW = 4
const FIRST_ROW = 5
const height = rows - FIRST_ROW - 1
const NAME_WIDTH = 32
const COUNT_WIDTH = 7

const answer = await fetch(`${address}/v1/internal/ui/services`)

/** @typedef {{readonly Name: string, readonly Tags: readonly string[] | null, readonly InstanceCount: number}} Service */

/** @type {readonly Service[]} */
const listed = await answer.json()
const services = listed.toSorted((left, right) => (left.Name < right.Name ? -1 : 1))

/** @type {(count: number, color: number) => [number, string]} */
const tally = (count, color) => [
  count === 0 ? 2 : color,
  (count === 0 ? '·' : String(count)).padStart(COUNT_WIDTH),
]

/**
 * The cells of a row, each a look and a text.
 *
 * @type {(service: Service) => [number, string][]}
 */
const cellsOf = ({Name, Tags, InstanceCount}) => [
  [32, '✔ passing    '],
  [0, Name.padEnd(NAME_WIDTH)],
  [0, String(InstanceCount).padStart(COUNT_WIDTH)],
  tally(InstanceCount, 32),
  tally(0, 33),
  tally(0, 31),
  tally(0, 35),
  [2, `  ${(Tags ?? []).join(' ')}`],
]

/** @type {(service: Service) => string} */
const plain = service =>
  cellsOf(service)
    .map(([look, text]) => (look === 0 ? text : `\x1b[${look}m${text}\x1b[m`))
    .join('')

/** @type {(service: Service) => string} */
const inverse = service =>
  `\x1b[7m${cellsOf(service)
    .map(([, text]) => text)
    .join('')
    .slice(0, columns)
    .padEnd(columns)}\x1b[m`

let cursor = 0
let top = 0

/** @type {(index: number) => number} */
const rowOf = index => index - top + FIRST_ROW
/** @type {(index: number) => string} */
const draw = index => {
  const service = services[index]
  return service ? `\x1b[${rowOf(index)}H${index === cursor ? inverse(service) : plain(service)}` : ''
}
/** @type {(bytes: string) => boolean} */
const show = bytes => process.stdout.write(`\x1b[?2026h${bytes}\x1b[?2026l`)

const drawAll = () => {
  const shown = Array.from({length: height}, (_, row) => draw(top + row))
  show(`\x1b[H\x1b[Jservices\x1b[${HEADING_ROW}HHEALTH       SERVICE${shown.join('')}`)
}

/** @type {(down: boolean) => string} */
const scroll = down => {
  const region = `\x1b[${FIRST_ROW};${FIRST_ROW + height - 1}r`
  return `${region}\x1b[${FIRST_ROW}H\x1b[${down ? 'M' : 'L'}\x1b[r`
}

/** @type {(index: number) => void} */
const moveTo = index => {
  const before = cursor
  cursor = Math.max(0, Math.min(services.length - 1, index))
  if (cursor === before) return
  if (cursor >= top && cursor < top + height) {
    show(draw(before) + draw(cursor))
    return
  }
  const down = cursor > before
  const far = Math.abs(cursor - before) > 1
  top = down ? cursor - height + 1 : cursor
  if (far) drawAll()
  else show(scroll(down) + draw(before) + draw(cursor))
}

/** @type {Readonly<Record<string, () => void>>} */
const KEYS = {
  j: () => moveTo(cursor + 1),
  k: () => moveTo(cursor - 1),
  g: () => moveTo(0),
  q: () => process.exit(),
}

process.stdin.setRawMode(true)
process.stdin.setEncoding('utf8')
process.stdin.on('data', (/** @type {string} */ keys) => {
  for (const key of keys) KEYS[key]?.()
})
process.stdout.write('\x1b[?1049h\x1b[?25l\x1b[?7l')
drawAll()
