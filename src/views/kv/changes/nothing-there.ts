import type {App} from '../../../state/app.ts'
import type {Inventory} from '../../../state/kv/inventory.ts'
import {hiddenNotes} from './words.ts'

/** Why there is nothing to ask about. */
export const sayNothingThere = ({flash}: App, name: string, inventory: Inventory): void => {
  const [hidden] = hiddenNotes(inventory)
  flash.show({level: 'refused', text: hidden?.text ?? `${name} is gone already`})
}
