import {Box} from 'ink'
import {type ReactNode, useLayoutEffect} from 'react'
import {useStore} from 'zustand'
import {useApp} from '../app-context.ts'
import type {Action, ActionContext, Keymap} from '../keymap/action.ts'
import {showChord} from '../keymap/chords.ts'
import {refusal} from '../keymap/run-action.ts'
import {LineList} from '../line.tsx'
import {type Span, span} from '../span.ts'

type Props = {
  readonly stack: readonly Keymap[]
  readonly context: ActionContext
  readonly width: number
  readonly height: number
}

const SCOPES: Readonly<Record<string, string>> = {route: 'Here', table: 'In a list', global: 'Everywhere'}

/** Every key that works on this screen. What cannot be done now is dim, with the reason. */
export const Help = ({stack, context, width, height}: Props): ReactNode => {
  const {chrome} = useApp()
  const {helpTop} = useStore(chrome)
  const lines = stack.flatMap(keymap => scopeLines(keymap, context))
  const top = Math.min(helpTop, Math.max(0, lines.length - height))
  // Beyond the end there is nothing to scroll back from.
  useLayoutEffect(() => {
    if (helpTop > top) chrome.setState({helpTop: top})
  }, [chrome, top, helpTop])
  return (
    <Box flexDirection="column" height={height} flexShrink={0}>
      <LineList lines={lines.slice(top, top + height)} width={width} />
    </Box>
  )
}

const scopeLines = ({scope, actions}: Keymap, context: ActionContext): readonly (readonly Span[])[] => {
  if (actions.length === 0) return []
  const keysOf = ({keys}: Action): string => keys.map(showChord).join(' ')
  const keyWidth = Math.max(16, ...actions.map(action => keysOf(action).length + 1))
  const lines = actions
    .filter(({keys}) => keys.length > 0)
    .map(action => {
      const keys = keysOf(action).padEnd(keyWidth)
      const reason = refusal(action, context)
      return reason === undefined
        ? [span(keys, 'accent'), span(action.title)]
        : [span(keys, 'dim'), span(`${action.title}: ${reason}`, 'dim')]
    })
  return [[span(SCOPES[scope] ?? scope, undefined, true)], ...lines, []]
}
