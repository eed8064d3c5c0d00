import {Box} from 'ink'
import type {ReactNode} from 'react'
import {useStore} from 'zustand'
import type {Flash, FlashLevel} from '../../state/flash.ts'
import {useApp} from '../app-context.ts'
import {runningSpans} from '../deploy/running-spans.ts'
import {Line, LineList} from '../line.tsx'
import {cutSpans, span} from '../span.ts'
import type {Tone} from '../theme.ts'
import {wrapText} from '../wrap-text.ts'
import {jobSpans} from './job-spans.ts'
import {PromptLine} from './prompt-line.tsx'
import {ROOMY} from './roomy.ts'

const LEVELS: Readonly<Record<FlashLevel, {readonly tone: Tone; readonly glyph: string}>> = {
  done: {tone: 'good', glyph: '✔'},
  refused: {tone: 'warn', glyph: '▲'},
  failed: {tone: 'bad', glyph: '✖'},
}

/**
 * Above the footer: the prompt while one is open, else the outcome of the last action, else what runs, here or on hosts. One
 * line, but for an outcome that has more to say.
 */
export const StatusLine = ({rows, width}: {readonly rows: number; readonly width: number}): ReactNode => {
  const app = useApp()
  const {current: prompt} = useStore(app.prompt.store)
  const {current: flash} = useStore(app.flash.store)
  const {current: job} = useStore(app.jobs.store)
  const waiting = useStore(app.chrome, chrome => chrome.waiting)
  const running = useStore(app.deploys.session, ({rows}) =>
    rows.find(({look}) => look === 'running' || look === 'halted'),
  )
  const tab = useStore(app.navigation.store, ({tab}) => tab)
  if (prompt) return <PromptLine prompt={prompt} width={width} />
  if (flash) return <FlashLines flash={flash} rows={rows} width={width} />
  if (job) return <Line spans={cutSpans(jobSpans(job), width)} />
  if (waiting) return <Line spans={cutSpans([span(`… ${waiting}: waiting for the agent`, 'dim')], width)} />
  // Its own tab shows more of it.
  return <Line spans={running && tab !== 'deploy' ? cutSpans(runningSpans(running), width) : []} />
}

/** How many rows {@link StatusLine} takes: more than one only on a screen that has room for a reason in full. */
export const useStatusRows = ({width, height}: {readonly width: number; readonly height: number}): number => {
  const {flash, prompt} = useApp()
  const isPrompting = useStore(prompt.store, ({current}) => current !== undefined)
  const rows = useStore(flash.store, ({current}) =>
    current ? wrapText(flashText(current), width).length : 1,
  )
  return isPrompting || height < ROOMY ? 1 : Math.min(rows, MOST_ROWS)
}

const MOST_ROWS = 4

type FlashProps = {readonly flash: Flash; readonly rows: number; readonly width: number}

const FlashLines = ({flash, rows, width}: FlashProps): ReactNode => {
  const wrapped = wrapText(flashText(flash), width)
  const texts = [...wrapped.slice(0, rows - 1), wrapped.slice(rows - 1).join('')]
  return (
    <Box flexDirection="column">
      <LineList lines={texts.map(text => [span(text, LEVELS[flash.level].tone)])} width={width} />
    </Box>
  )
}

const flashText = ({level, text, nextStep}: Flash): string =>
  span(`${LEVELS[level].glyph} ${text}${nextStep ? ` · ${nextStep}` : ''}`).text
