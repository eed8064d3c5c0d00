import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {onTestFinished} from 'vitest'
import type {UserEvent} from '../../src/api/event.ts'

/** An event with an ID that ends in these digits. */
export const eventOf = (number: number, more: Partial<UserEvent> = {}): UserEvent => ({
  id: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
  name: 'deploy',
  payload: Buffer.from(`payload ${number}`),
  nodeFilter: '',
  serviceFilter: '',
  tagFilter: '',
  lTime: number,
  ...more,
})

/** A folder that is gone after the test. */
export const temporaryFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'lictor-test-'))
  onTestFinished(() => rmSync(folder, {recursive: true, force: true}))
  return folder
}
