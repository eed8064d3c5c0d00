import {execFileSync} from 'node:child_process'
import fc from 'fast-check'
import {expect, it} from 'vitest'
import {maintenanceCommand, shellCommand} from '../../src/views/shell-command.ts'

it('is what one would type', () => {
  expect(shellCommand('consul', 'force-leave', 'c3')).toBe('consul force-leave c3')
  expect(maintenanceCommand(true, 'disk full', 'web-1')).toBe(
    "consul maint -enable -service=web-1 '-reason=disk full'",
  )
  expect(maintenanceCommand(false, '', undefined)).toBe('consul maint -disable')
})

it('hands every word over to the program as it is, whatever the cluster calls its things', () => {
  const word = fc.string({unit: 'grapheme', minLength: 1}).filter(text => !text.includes('\0'))
  fc.assert(
    fc.property(fc.array(word, {minLength: 1, maxLength: 3}), words => {
      const printed = execFileSync('sh', ['-c', shellCommand('printf', '%s\\0', ...words)], {
        encoding: 'utf8',
      })
      expect(printed).toBe(words.map(text => `${text}\0`).join(''))
    }),
    {numRuns: 50},
  )
})
