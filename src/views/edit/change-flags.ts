import type {ActionContext} from '../keymap/action.ts'
import {flagsText, parseFlags} from './flags-text.ts'

/** Asks for the number that an application keeps beside the value. */
export const changeFlags = ({app}: ActionContext): void => {
  const {current} = app.draft.store.getState()
  if (!current) return
  app.prompt.open({
    kind: 'text',
    label: 'Flags: ',
    text: String(current.flags),
    hint: 'a whole number below 2^64; 0 for none',
    onSubmit: text => {
      const flags = parseFlags(text)
      if (flags === undefined) {
        app.flash.show({level: 'refused', text: 'flags are a whole number from 0 to 18446744073709551615'})
        return
      }
      app.draft.change(draft => (draft.flags === flags ? draft : {...draft, flags}))
      app.flash.show({level: 'done', text: `flags ${flagsText(flags)}: Ctrl-S saves them`})
    },
  })
}
