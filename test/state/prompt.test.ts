import {beforeEach, expect, it} from 'vitest'
import {moveToStart} from '../../src/state/edit-line.ts'
import {createPrompt, type PromptStore} from '../../src/state/prompt.ts'

let prompt: PromptStore
let heard: string[]

beforeEach(() => {
  prompt = createPrompt()
  heard = []
})

const open = (text?: string): void =>
  prompt.open({
    kind: 'filter',
    label: '/',
    ...(text !== undefined && {text}),
    onChange: now => heard.push(`change ${now}`),
    onSubmit: now => heard.push(`submit ${now}`),
    onCancel: () => heard.push('cancel'),
  })
const text = () => prompt.store.getState().current?.line.text

it('tells every change, and the whole text when it is submitted', () => {
  open('we')
  prompt.type('b')
  prompt.submit()
  expect(heard).toEqual(['change web', 'submit web'])
  expect(text()).toBeUndefined()
})

it('tells nothing when only the cursor moves', () => {
  open('web')
  prompt.edit(moveToStart)
  expect(heard).toEqual([])
})

it('is cancelled by Backspace when it is empty, not before', () => {
  open('w')
  prompt.erase()
  expect([text(), heard]).toEqual(['', ['change ']])
  prompt.erase()
  expect([text(), heard]).toEqual([undefined, ['change ', 'cancel']])
})

it('tells that it was cancelled', () => {
  open('web')
  prompt.cancel()
  expect([text(), heard]).toEqual([undefined, ['cancel']])
})

it('may open the next prompt as its own last act', () => {
  prompt.open({kind: 'text', label: 'Node: ', onSubmit: () => open('next')})
  prompt.submit()
  expect(text()).toBe('next')
})

it('does nothing while it is closed', () => {
  prompt.type('x')
  prompt.erase()
  prompt.submit()
  prompt.cancel()
  expect([text(), heard]).toEqual([undefined, []])
})
