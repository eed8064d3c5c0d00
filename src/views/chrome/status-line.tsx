import type {ReactNode} from 'react'
import {useStore} from 'zustand'
import type {Flash, FlashLevel} from '../../state/flash.ts'
import {useApp} from '../app-context.ts'
import {runningSpans} from '../deploy/running-spans.ts'
import {Line} from '../line.tsx'
import {cutSpans, span} from '../span.ts'
import type {Tone} from '../theme.ts'
import {jobSpans} from './job-spans.ts'
import {PromptLine} from './prompt-line.tsx'

const LEVELS: Readonly<Record<FlashLevel, {readonly tone: Tone; readonly glyph: string}>> = {
  done: {tone: 'good', glyph: '✔'},
  refused: {tone: 'warn', glyph: '▲'},
  failed: {tone: 'bad', glyph: '✖'},
}

/** The line above the footer: the prompt while one is open, else the outcome of the last action, else what runs, here or on hosts. */
export const StatusLine = ({width}: {readonly width: number}): ReactNode => {
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
  if (flash) return <Line spans={cutSpans([span(flashText(flash), LEVELS[flash.level].tone)], width)} />
  if (job) return <Line spans={cutSpans(jobSpans(job), width)} />
  if (waiting) return <Line spans={cutSpans([span(`… ${waiting}: waiting for the agent`, 'dim')], width)} />
  // Its own tab shows more of it.
  return <Line spans={running && tab !== 'deploy' ? cutSpans(runningSpans(running), width) : []} />
}

const flashText = ({level, text, nextStep}: Flash): string =>
  `${LEVELS[level].glyph} ${text}${nextStep ? ` · ${nextStep}` : ''}`
