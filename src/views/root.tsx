import {Box, useWindowSize} from 'ink'
import {type ReactNode, useMemo} from 'react'
import type {App} from '../state/app.ts'
import {AppContext} from './app-context.ts'
import {createController} from './keymap/controller.ts'
import {useKeyboard} from './keymap/use-keyboard.ts'
import {Line} from './line.tsx'
import {keysOf} from './routes.tsx'
import {Screen} from './screen.tsx'
import {span} from './span.ts'

/** The smallest terminal that shows a list with its frame. */
const LEAST = {columns: 40, rows: 10}

/** The program on the screen. */
export const Root = ({app}: {readonly app: App}): ReactNode => {
  const controller = useMemo(() => createController(app, keysOf), [app])
  useKeyboard(controller.dispatch)
  const {columns, rows} = useWindowSize()
  const fits = columns >= LEAST.columns && rows >= LEAST.rows
  return (
    <AppContext value={app}>
      {fits ? (
        <Screen controller={controller} width={columns} height={rows} />
      ) : (
        <Box height={rows}>
          <Line spans={[span(`lictor needs ${LEAST.columns}x${LEAST.rows}; this is ${columns}x${rows}`)]} />
        </Box>
      )}
    </AppContext>
  )
}
