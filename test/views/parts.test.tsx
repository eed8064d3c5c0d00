import {stripVTControlCharacters} from 'node:util'
import {render} from 'ink-testing-library'
import {describe, expect, test} from 'vitest'
import {Footer} from '../../src/views/chrome/footer.tsx'
import {Message} from '../../src/views/chrome/message.tsx'
import type {Action} from '../../src/views/keymap/action.ts'
import {Line} from '../../src/views/line.tsx'
import {type Span, span, spread} from '../../src/views/span.ts'

const frameOf = (element: Parameters<typeof render>[0]): string =>
  stripVTControlCharacters(render(element).lastFrame() ?? '')

const action = (key: string, hint: string): Action => ({
  id: hint,
  keys: [key],
  title: hint,
  hint,
  run: () => {},
})

describe('a line', () => {
  test('is one row, whatever the cluster put into its text', () => {
    expect(frameOf(<Line spans={[span('two\nrows'), span('\x1b[2J\ttab')]} />)).toBe('two⏎rows tab')
  })

  test('keeps its right part at the edge and cuts the left one', () => {
    const spans = spread([span('a long left part')], [span('right')], 16)
    expect(frameOf(<Line spans={spans} />)).toBe('a long le… right')
  })
})

describe('the look of a line', () => {
  test('ends with the text that has it', () => {
    const spans: readonly Span[] = [
      {text: 'plain '},
      {text: 'bad', tone: 'bad', bold: true},
      {text: ' dim', tone: 'dim'},
    ]
    const {lastFrame} = render(<Line spans={spans} />)
    expect(lastFrame()).toBe('plain \x1b[1m\x1b[31mbad\x1b[39m\x1b[22m\x1b[2m dim\x1b[22m')
  })

  test('is that of an empty line where nothing has text', () => {
    expect(render(<Line spans={[{text: '', inverse: true}]} />).lastFrame()).toBe('')
  })
})

describe('the footer', () => {
  const actions = [action('enter', 'open'), action('/', 'filter'), action('?', 'help')]

  test('shows the keys with what they do', () => {
    expect(frameOf(<Footer actions={actions} width={60} />).trimEnd()).toBe('Enter open  / filter  ? help')
  })

  test('shows whole hints only, that there are more, and always the key that shows them', () => {
    expect(frameOf(<Footer actions={actions} width={24} />)).toBe('Enter open  … ? help')
  })
})

describe('a message', () => {
  test('says why and what next, on as many rows as it needs', () => {
    const frame = frameOf(
      <Message title="Nothing listens" details={['Start the agent.', 'r asks again.']} height={10} />,
    )
    expect(
      frame
        .split('\n')
        .map(line => line.trim())
        .filter(Boolean),
    ).toEqual(['Nothing listens', 'Start the agent.', 'r asks again.'])
  })
})
