import {chmodSync, mkdtempSync, readFileSync, rmSync, statSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {expect, inject, onTestFinished, test} from 'vitest'
import {createConsulClient} from '../../src/api/client.ts'
import {systemClock} from '../../src/api/clock.ts'
import {keepDraft} from '../../src/cli/keep-draft.ts'
import {createDrafts} from '../../src/state/kv/drafts.ts'
import {paste} from '../../src/state/text/edits.ts'

const {entry} = inject('cluster')

function openDraft() {
  const client = createConsulClient({address: entry.httpAddress})
  const folder = mkdtempSync(join(tmpdir(), 'lictor-state-'))
  onTestFinished(async () => {
    rmSync(folder, {recursive: true})
    await client.close()
  })
  const drafts = createDrafts({client, clock: systemClock})
  drafts.begin({key: 'a/b c.json', where: {}, base: undefined})
  return {drafts, folder}
}

test('what nobody has saved is in a private file, whose path is said', () => {
  const {drafts, folder} = openDraft()
  drafts.edit(buffer => paste(buffer, 'mine\n'))
  const said = keepDraft(drafts, {XDG_STATE_HOME: folder}) ?? ''
  const path = /are in (.*)$/.exec(said)?.[1] ?? ''
  expect(said).toContain('a/b c.json')
  expect(path.startsWith(join(folder, 'lictor'))).toBe(true)
  expect(readFileSync(path, 'utf8')).toBe('mine\n')
  expect(statSync(path).mode & 0o777).toBe(0o600)
  expect(statSync(join(folder, 'lictor')).mode & 0o777).toBe(0o700)
})

test('where there is nothing to lose, nothing is written or said', () => {
  const {drafts, folder} = openDraft()
  expect(keepDraft(drafts, {XDG_STATE_HOME: folder})).toBeUndefined()
  drafts.discard()
  expect(keepDraft(drafts, {XDG_STATE_HOME: folder})).toBeUndefined()
})

test('a state folder that is a file does not lose the text', () => {
  const {drafts, folder} = openDraft()
  chmodSync(folder, 0o700)
  drafts.edit(buffer => paste(buffer, 'mine'))
  const path = /are in (.*)$/.exec(keepDraft(drafts, {XDG_STATE_HOME: '/dev/null'}) ?? '')?.[1] ?? ''
  expect(readFileSync(path, 'utf8')).toBe('mine')
  rmSync(path)
})
