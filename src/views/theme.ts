import type {Health} from '../state/rows/status.ts'

/** What a piece of text means; colours are named ones, so that the operator's own palette holds. */
export type Tone = 'good' | 'warn' | 'bad' | 'notice' | 'accent' | 'dim'

export type ToneStyle = {readonly color?: string; readonly dimColor?: boolean}

export const TONES: Readonly<Record<Tone, ToneStyle>> = {
  good: {color: 'green'},
  warn: {color: 'yellow'},
  bad: {color: 'red'},
  notice: {color: 'magenta'},
  accent: {color: 'cyan'},
  dim: {dimColor: true},
}

/** A shape for each health, so that colour is never the only sign. */
export const HEALTHS: Readonly<Record<Health, {readonly glyph: string; readonly tone: Tone}>> = {
  critical: {glyph: '✖', tone: 'bad'},
  warning: {glyph: '▲', tone: 'warn'},
  maintenance: {glyph: '◆', tone: 'notice'},
  unknown: {glyph: '?', tone: 'dim'},
  passing: {glyph: '✔', tone: 'good'},
}

export const healthText = (health: Health): string => `${HEALTHS[health].glyph} ${health}`
