import type {ActionContext} from './action.ts'
import {matchingCommands, paletteCommands} from './palette-commands.ts'

/** The command line: every action of the screen by its title, and the commands that take a word. */
export const openPalette = (context: ActionContext): void => {
  const {app} = context
  app.chrome.setState({paletteCursor: 0})
  app.prompt.open({
    kind: 'palette',
    label: ':',
    hint: 'dc NAME, stale, default, consistent, or what you want to do',
    onChange: () => app.chrome.setState({paletteCursor: 0}),
    onSubmit: text => {
      const matches = matchingCommands(paletteCommands(context), text)
      const command = matches[Math.min(app.chrome.getState().paletteCursor, matches.length - 1)]
      if (command) command.run()
      else app.flash.show({level: 'refused', text: unknownCommand(context, text)})
    },
  })
}

const unknownCommand = (context: ActionContext, text: string): string => {
  const wanted = /^dc\s+(\S+)/.exec(text)?.[1]
  if (wanted === undefined) return `no command is called "${text}"; : shows them all`
  const known = paletteCommands(context).flatMap(({name}) => /^dc (.+)/.exec(name)?.[1] ?? [])
  return `no datacenter is called ${wanted}; Consul knows ${known.join(', ') || 'none'}`
}
