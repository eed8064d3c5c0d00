import {createConsulClient} from '../../src/api/client.ts'
import {createBoard} from '../../src/deploy/board/board.ts'
import {groupOutputs} from '../../src/deploy/board/groups.ts'

/**
 * A process of its own that follows the board of a deploy until it is complete, as `lictor` would: `address id hosts`. It says
 * `ready` when it listens, and at the end how many groups of equal outputs there are.
 */
const [address = '', id = '', hosts = '0'] = process.argv.slice(2)

const client = createConsulClient({address})
const expected = Array.from({length: Number(hosts)}, (_, place) => `host${place}`)
const board = createBoard({client}, {root: '_deploy', id, expected, dead: []})
const leave = board.subscribe(() => {
  const {isComplete, hosts: all} = board.snapshot()
  if (!isComplete) return
  leave()
  board.close()
  process.stdout.write(`complete ${groupOutputs(all).length}\n`)
})
await board.ready
board.fired()
process.stdout.write('ready\n')
// It lives until its input ends, so that its memory can be looked at.
process.stdin.on('data', () => undefined)
process.stdin.on('end', () => process.exit(0))
