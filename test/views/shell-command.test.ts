import {execFileSync} from 'node:child_process'
import fc from 'fast-check'
import {expect, it} from 'vitest'
import {consulCommand, maintenanceCommand, shellCommand} from '../../src/views/shell-command.ts'

const LOCAL = 'http://127.0.0.1:8500'

it('is what one would type', () => {
  expect(consulCommand(LOCAL, ['force-leave'], ['c3'])).toEqual({command: 'consul force-leave c3'})
  expect(maintenanceCommand(LOCAL, {enable: true, reason: 'disk full', serviceId: 'web-1'})).toEqual({
    command: "consul maint -enable -service=web-1 '-reason=disk full'",
  })
  expect(maintenanceCommand(LOCAL, {enable: false, reason: ''})).toEqual({command: 'consul maint -disable'})
})

it('names the agent that Lictor asks, where consul would ask another', () => {
  expect(consulCommand('https://10.0.0.9:8501', ['services', 'deregister'], ['-id=web-1'])).toEqual({
    command: 'consul services deregister -http-addr=https://10.0.0.9:8501 -id=web-1',
  })
  expect(consulCommand('unix:///run/consul.sock', ['reload'])).toEqual({
    command: 'consul reload -http-addr=unix:///run/consul.sock',
  })
})

it.each(['web\x1b[2J', 'two\nlines', 'web\u202e1'])(
  'is not offered where it would not print as it runs: %j',
  name => {
    expect(consulCommand(LOCAL, ['force-leave'], [name])).toEqual({})
  },
)

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
