import {expect, it} from 'vitest'
import {crashReport} from '../../src/cli/crash-report.ts'

it('keeps the lines of the stack, and nothing in them drives the terminal', () => {
  const error = new Error('bad name \x1b]52;c;ZXZpbA==\x07\x1b[2Jweb\x00')
  const report = crashReport(error)
  expect(report).toContain('Error: bad name web␀')
  expect(report.split('\n').length).toBeGreaterThan(4)
  expect(report.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u)
})

it('takes what is thrown without being an error', () => {
  expect(crashReport('no\x1b[1mthing')).toMatch(/\n\nnothing$/)
})
