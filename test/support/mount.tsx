import {render, useInput, usePaste} from 'ink'
import type {ReactNode} from 'react'
import type {App} from '../../src/state/app.ts'
import type {FrameWriter} from '../../src/terminal/frame-writer.ts'
import {Root} from '../../src/views/root.tsx'

type Mount = {
  readonly app: App
  readonly stdin: NodeJS.ReadStream
  readonly stdout: FrameWriter['stdout']
  /** Told of every key once the program has dealt with it. */
  readonly onHeard: () => void
}

/** Draws the program as the `tui` command does; returns how to end that. */
export function mount({app, stdin, stdout, onHeard}: Mount): () => void {
  const ink = render(
    <>
      <Root app={app} />
      <Ear onHeard={onHeard} />
    </>,
    {
      stdin,
      stdout: stdout as unknown as NodeJS.WriteStream, // Ink uses only what this has
      interactive: true,
      exitOnCtrlC: false,
      maxFps: 120,
      patchConsole: false,
    },
  )
  return () => ink.unmount()
}

/** Comes after the program, so that it hears a key last. */
function Ear({onHeard}: Pick<Mount, 'onHeard'>): ReactNode {
  useInput(onHeard)
  usePaste(onHeard)
  return null
}
