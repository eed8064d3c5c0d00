import {Box} from 'ink'
import type {ReactNode} from 'react'
import {useStore} from 'zustand'
import {datacentersQuery} from '../../state/queries/datacenters.ts'
import {slideWindow} from '../../state/table/window.ts'
import {useApp} from '../app-context.ts'
import type {ActionContext} from '../keymap/action.ts'
import {type Command, markedIndex, matchingCommands, paletteCommands} from '../keymap/palette-commands.ts'
import {Line} from '../line.tsx'
import {cutSpans, type Span, span, spread} from '../span.ts'
import {useQuery} from '../use-query.ts'

type Props = {
  readonly context: ActionContext
  readonly text: string
  readonly width: number
  readonly height: number
}

/** What the command line would take, the marked one first in line for Enter. */
export const Palette = ({context, text, width, height}: Props): ReactNode => {
  useQuery(datacentersQuery)
  const {paletteMarked} = useStore(useApp().chrome)
  const commands = matchingCommands(paletteCommands(context), text)
  const cursor = markedIndex(commands, paletteMarked)
  const top = slideWindow({count: commands.length, height, cursor, top: Math.max(0, cursor - height + 1)})
  return (
    <Box flexDirection="column" height={height} flexShrink={0}>
      {commands.slice(top, top + height).map((command, index) => (
        <Line key={command.name} spans={commandSpans(command, top + index === cursor, width)} />
      ))}
      {commands.length === 0 && <Line spans={cutSpans([span('  nothing is called that', 'dim')], width)} />}
    </Box>
  )
}

const commandSpans = (
  {name, about, key, refused}: Command,
  marked: boolean,
  width: number,
): readonly Span[] => {
  const left = [
    marked ? span('▌ ', 'accent') : span('  '),
    span(name, refused === undefined ? undefined : 'dim', marked),
    span(refused === undefined ? `  ${about}` : `  ${refused}`, 'dim'),
  ]
  return spread(left, key === undefined ? [] : [span(`${key} `, 'accent')], width)
}
