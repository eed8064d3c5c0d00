import {expect, it} from 'vitest'
import {createDialog} from '../../src/state/dialog.ts'
import {lineOf} from '../../src/state/edit-line.ts'

const question = {title: 'Delete it?', touches: [], confirmLabel: 'Delete', run: async () => 'deleted'}

it('starts on the safe answer, so that Enter alone does nothing', () => {
  const dialog = createDialog()
  dialog.ask(question)
  expect(dialog.store.getState()).toMatchObject({current: question, answer: 'cancel'})
  expect(dialog.close()).toBeUndefined()
  expect(dialog.store.getState().current).toBeUndefined()
})

it('hands out the question only when it was confirmed', () => {
  const dialog = createDialog()
  dialog.ask(question)
  dialog.choose('confirm')
  expect(dialog.close()).toBe(question)
})

it('starts on the safe answer also after one that was confirmed', () => {
  const dialog = createDialog()
  dialog.ask(question)
  dialog.choose('confirm')
  dialog.close()
  dialog.ask(question)
  expect(dialog.store.getState().answer).toBe('cancel')
})

it('has nothing to hand out while nothing was asked', () => {
  const dialog = createDialog()
  dialog.choose('confirm')
  expect(dialog.close()).toBeUndefined()
})

it('shows a question that comes up meanwhile only after the answer to the one before, from its safe answer on', () => {
  const dialog = createDialog()
  const second = {...question, title: 'Delete the other?'}
  dialog.ask(question)
  dialog.choose('confirm')
  dialog.ask(second)
  expect(dialog.store.getState()).toMatchObject({current: question, answer: 'confirm'})
  expect(dialog.close()).toBe(question)
  expect(dialog.store.getState()).toMatchObject({current: second, answer: 'cancel'})
  expect(dialog.close()).toBeUndefined()
  expect(dialog.store.getState().current).toBeUndefined()
})

it('hands out the other thing that may be wanted, under its own name', () => {
  const dialog = createDialog()
  const run = async () => 'overwritten'
  dialog.ask({...question, alternative: {label: 'Overwrite', run}})
  dialog.choose('alternative')
  expect(dialog.close()).toMatchObject({confirmLabel: 'Overwrite', run})
})

it.each([
  ['config/app/', 'confirm'],
  ['config/app', 'confirm'],
  ['config/app//', 'cancel'],
  ['config/ap', 'cancel'],
  ['app/', 'cancel'],
  ['', 'cancel'],
])('takes the typed %j of config/app/ for: %s', (text, answer) => {
  const dialog = createDialog()
  dialog.ask({...question, typed: 'config/app/'})
  dialog.edit(() => lineOf(text))
  dialog.takeTyped()
  expect(dialog.store.getState()).toMatchObject({answer, wrong: answer === 'cancel'})
  expect(dialog.close() !== undefined).toBe(answer === 'confirm')
})
