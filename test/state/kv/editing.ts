import {createConsulClient} from '../../../src/api/client.ts'
import {systemClock} from '../../../src/api/clock.ts'
import {choose, clashesIn, resultOf} from '../../../src/state/kv/conflict.ts'
import {rebased} from '../../../src/state/kv/draft.ts'
import {createDrafts, type Drafts} from '../../../src/state/kv/drafts.ts'
import {readFresh} from '../../../src/state/kv/fresh.ts'
import {paste} from '../../../src/state/text/edits.ts'
import {cursorAt, type TextBuffer} from '../../../src/state/text/text-buffer.ts'

/** What an editor has done: its writes by index, how often it was told of a conflict, and what it decided there. */
export type Account = {
  readonly written: readonly string[]
  readonly conflicts: number
  /** Conflicts in which a line of the two had to give way to one of the other. */
  readonly clashes: number
}

type Editing = {
  readonly address: string
  readonly key: string
  readonly name: string
  readonly rounds: number
}

/** An operator who adds a line to a key again and again, at one place or another, while somebody else does too. */
export async function editInRounds({address, key, name, rounds}: Editing): Promise<Account> {
  const client = createConsulClient({address})
  const drafts = createDrafts({client, clock: systemClock})
  const written: string[] = []
  let conflicts = 0
  let clashes = 0
  for (let round = 0; round < rounds; round++) {
    const {entry: base} = await readFresh(client, key, {})
    drafts.begin({key, where: {}, base})
    drafts.edit(buffer => addLine(buffer, `${name} ${round}`, round))
    for (;;) {
      const answer = await drafts.save()
      if (answer?.kind === 'written') {
        written.push(answer.entry.modifyIndex)
        break
      }
      conflicts += 1
      clashes += keepBoth(drafts)
    }
  }
  await client.close()
  return {written, conflicts, clashes}
}

/** Mostly at the end, where the other one writes too, and now and then somewhere above. */
function addLine(buffer: TextBuffer, text: string, round: number): TextBuffer {
  const last = buffer.lines.length - 1
  const line = round % 3 === 0 ? Math.floor(last / 2) : last
  return paste(cursorAt(buffer, {line, column: 0}), `${text}\n`)
}

/** Decides every clash for both; how many there were. */
function keepBoth(drafts: Drafts): number {
  const draft = drafts.store.getState().current
  if (!draft?.conflict) throw new Error('a conflict that tells nothing')
  const clashing = clashesIn(draft.conflict)
  const decided = clashing.reduce((conflict, index) => choose(conflict, index, 'both'), draft.conflict)
  const result = resultOf(decided, draft)
  if (!result) throw new Error('a conflict that both does not decide')
  drafts.change(now => rebased(now, decided.theirs, result))
  return clashing.length
}
