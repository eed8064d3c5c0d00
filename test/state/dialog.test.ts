import {expect, it} from 'vitest'
import {createDialog} from '../../src/state/dialog.ts'

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
  dialog.ask(question)
  expect(dialog.store.getState().answer).toBe('cancel')
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
