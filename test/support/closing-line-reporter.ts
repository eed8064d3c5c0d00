import type {Reporter, TestCase, TestModule} from 'vitest/node'

type Counts = {readonly passed: number; readonly failed: number; readonly skipped: number}

/**
 * Ends the output of a test run with one line of counts, `12 passed, 0 failed` or `12 passed, 0 failed, 1 skipped`.
 * It is written as the process exits, so that no other reporter's summary comes after it. Before it stand the tests that
 * passed only when they were tried again: what is tried again in silence hides what is broken now and then.
 */
// biome-ignore lint/style/noDefaultExport: vitest takes a reporter from its file's default export
export default class ClosingLineReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const counts = countTests(modules, unhandledErrors.length)
    const lucky = modules.flatMap(module =>
      [...module.children.allTests()].filter(isLucky).map(secondTryLine),
    )
    process.once('exit', code => process.stdout.write([...lucky, closingLine(counts, code), ''].join('\n')))
  }
}

const isLucky = (test: TestCase): boolean =>
  test.result().state === 'passed' && (test.diagnostic()?.retryCount ?? 0) > 0

const secondTryLine = ({module, fullName}: TestCase): string =>
  `at the second try: ${module.relativeModuleId} > ${fullName}`

/** A run that failed before its tests, or besides them, never reads `0 failed`. */
export function closingLine({passed, failed, skipped}: Counts, exitCode: number): string {
  const told = exitCode === 0 ? failed : Math.max(failed, 1)
  return `${passed} passed, ${told} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}

/** A file that fails as a whole (an import, a hook) and an error outside any test each count as a failed test. */
function countTests(modules: readonly TestModule[], strayErrors: number): Counts {
  const counts = modules.map(module => {
    const states = [...module.children.allTests()].map(test => test.result().state)
    const count = (state: string) => states.filter(each => each === state).length
    const brokenFile = module.state() === 'failed' && count('failed') === 0 ? 1 : 0
    return {passed: count('passed'), failed: count('failed') + brokenFile, skipped: count('skipped')}
  })
  const sum = (pick: (each: Counts) => number) => counts.reduce((total, each) => total + pick(each), 0)
  return {passed: sum(c => c.passed), failed: sum(c => c.failed) + strayErrors, skipped: sum(c => c.skipped)}
}
