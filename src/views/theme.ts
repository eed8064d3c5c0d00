import type {Health} from '../state/rows/status.ts'

/** What a piece of text means; colours are named ones, so that the operator's own palette holds. */
export type Tone = 'good' | 'warn' | 'bad' | 'notice' | 'accent' | 'dim'

/** The SGR codes that begin and end a look: https://ecma-international.org/publications-and-standards/standards/ecma-48/ */
export type Look = {readonly on: number; readonly off: number}

export const TONES: Readonly<Record<Tone, Look>> = {
  good: {on: 32, off: 39},
  warn: {on: 33, off: 39},
  bad: {on: 31, off: 39},
  notice: {on: 35, off: 39},
  accent: {on: 36, off: 39},
  dim: {on: 2, off: 22},
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
