import {type BenchRow, describeSize, startLictor} from '../support/bench-context.ts'
import {memoryOf} from '../support/process-usage.ts'

const BUDGET_MB = 200
const KEYS = {full: 1000, quick: 60}

/** Resident memory after opening the services, after many keys, and with one service open. */
export const memory: BenchRow = {
  name: 'memory',
  measure: async context => {
    const address = (await context.bigCluster()).entry.httpAddress
    const program = startLictor(context, address, 'services')
    try {
      await program.until(({selected}) => selected() !== undefined, 'the services')
      await program.untilQuiet(2000)
      const opened = memoryOf(program.pid)
      const count = context.quick ? KEYS.quick : KEYS.full
      for (let key = 0; key < count; key += 1) {
        const before = program.screen.selected()
        program.press('j')
        await program.until(({selected}) => selected() !== before, 'the effect of j')
      }
      const moved = memoryOf(program.pid)
      program.press('\r')
      await program.until(({lines}) => lines().some(line => line.includes('Services ›')), 'the service')
      await program.untilQuiet(2000)
      const inside = memoryOf(program.pid)
      const most = Math.max(opened.now, moved.now, inside.now)
      const [first, second, third] = [opened.now, moved.now, inside.now].map(value => value.toFixed(0))
      return [
        {
          what: `memory, ${describeSize(context)}`,
          budget: `${BUDGET_MB} MB`,
          lictor: `${first} MB opened; ${second} after ${count} keys; ${third} in a service; peak ${inside.peak.toFixed(0)}`,
          peer: '',
          ratio: `${(most / BUDGET_MB).toFixed(2)} of the budget`,
          holds: most <= BUDGET_MB,
          samples: {megabytes: [opened.now, moved.now, inside.now], peak: [inside.peak]},
        },
      ]
    } finally {
      await program.close()
    }
  },
}
