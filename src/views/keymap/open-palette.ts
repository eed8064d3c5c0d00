import {revealKey} from '../kv/reveal.ts'
import type {ActionContext} from './action.ts'
import {
  goToDatacenter,
  knownDatacenters,
  markedIndex,
  matchingCommands,
  paletteCommands,
} from './palette-commands.ts'

/** The command line: every action of the screen by its title, and the commands that take a word. */
export const openPalette = (context: ActionContext): void => {
  const {app} = context
  const markFirst = (text: string): void => {
    const [first] = matchingCommands(paletteCommands(context), text)
    app.chrome.setState({paletteMarked: first?.name})
  }
  markFirst('')
  app.prompt.open({
    kind: 'palette',
    label: ':',
    hint: 'dc NAME, key PATH, stale, default, consistent, or what you want to do',
    onChange: markFirst,
    onSubmit: text => {
      const key = /^key (.+)$/s.exec(text)?.[1]
      if (key !== undefined) {
        revealKey(app, key)
        return
      }
      const matches = matchingCommands(paletteCommands(context), text)
      const command = matches[markedIndex(matches, app.chrome.getState().paletteMarked)]
      if (command) command.run()
      else runUnlisted(context, text)
    },
  })
}

/** A datacenter that is typed before Consul has named them is taken at its word: the views say if there is none. */
const runUnlisted = (context: ActionContext, text: string): void => {
  const {app} = context
  const datacenter = /^dc\s+(\S+)/.exec(text)?.[1]
  const known = knownDatacenters(context)
  if (datacenter !== undefined && known === undefined) {
    goToDatacenter(context, datacenter)
    return
  }
  const refusal =
    datacenter === undefined
      ? `no command is called "${text}"; : shows them all`
      : `no datacenter is called ${datacenter}; Consul knows ${known?.join(', ')}`
  app.flash.show({level: 'refused', text: refusal})
}
