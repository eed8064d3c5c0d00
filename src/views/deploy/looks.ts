import type {HostLook} from '../../state/deploy/host-rows.ts'
import type {JobLook} from '../../state/deploy/job-rows.ts'
import type {Tone} from '../theme.ts'

type Look = {readonly glyph: string; readonly tone: Tone}

/** A shape for each, so that colour is never the only sign. */
export const HOST_SIGNS: Readonly<Record<HostLook, Look>> = {
  failed: {glyph: '✖', tone: 'bad'},
  silent: {glyph: '?', tone: 'bad'},
  unheard: {glyph: '?', tone: 'warn'},
  dead: {glyph: '○', tone: 'warn'},
  waiting: {glyph: '·', tone: 'dim'},
  running: {glyph: '▶', tone: 'accent'},
  acked: {glyph: '▷', tone: 'accent'},
  queued: {glyph: '·', tone: 'dim'},
  done: {glyph: '✔', tone: 'good'},
}

export const JOB_SIGNS: Readonly<Record<JobLook, Look>> = {
  failed: {glyph: '✖', tone: 'bad'},
  lost: {glyph: '✖', tone: 'bad'},
  silent: {glyph: '?', tone: 'bad'},
  halted: {glyph: '■', tone: 'bad'},
  stopped: {glyph: '■', tone: 'warn'},
  detached: {glyph: '◌', tone: 'warn'},
  running: {glyph: '▶', tone: 'accent'},
  unknown: {glyph: '?', tone: 'dim'},
  done: {glyph: '✔', tone: 'good'},
}

export const signText = (word: string, {glyph}: Look): string => `${glyph} ${word}`
