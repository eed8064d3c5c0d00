import type {Finding, Severity} from '../../deploy/preflight/finding.ts'
import type {DeployRequest} from '../../deploy/waves/request.ts'
import {formatWatch, formatWaves} from '../../state/deploy/deploy-text.ts'
import {formatFilters} from '../../state/deploy/filter-text.ts'
import type {PreflightState} from '../../state/deploy/preflight-run.ts'
import {shownUrl} from '../../state/deploy/shown-url.ts'
import {nameLines} from '../deploy/group-words.ts'
import {paragraph} from '../dns/paragraph.ts'
import type {Section, SectionLine} from '../document/document.ts'
import {factLines} from '../document/fact-lines.ts'
import {count} from '../format.ts'
import {span} from '../span.ts'
import type {Tone} from '../theme.ts'

const SIGNS: Readonly<Record<Severity, {readonly glyph: string; readonly tone: Tone}>> = {
  red: {glyph: '✖', tone: 'bad'},
  yellow: {glyph: '▲', tone: 'warn'},
  green: {glyph: '✔', tone: 'good'},
}

/** What is wanted, what was found about it, and whom each wave tells. */
export const preflightSections = (
  request: DeployRequest,
  state: PreflightState,
  width: number,
): readonly Section[] => [
  {id: 'request', title: '', lines: requestLines(request)},
  {
    id: 'findings',
    title: state.isLooking ? 'Looking…' : 'Found',
    lines: [
      ...failureLines(state, width),
      ...worstFirst(state.findings).flatMap((finding, place) => findingLines(finding, place, width)),
    ],
  },
  ...waveSections(state, width),
]

const RANKS: readonly Severity[] = ['red', 'yellow', 'green']

const worstFirst = (findings: readonly Finding[]): readonly Finding[] =>
  findings.toSorted((left, right) => RANKS.indexOf(left.severity) - RANKS.indexOf(right.severity))

const requestLines = ({event, url, filters, waves, terms}: DeployRequest): readonly SectionLine[] =>
  factLines([
    ['event', event],
    ['manifest', shownUrl(url)],
    ['on', formatFilters(filters) || 'every node'],
    ['waves', formatWaves(waves)],
    [
      'after each',
      terms.services.length === 0 ? 'no service is looked at' : `${formatWatch(terms)} s passing`,
    ],
  ])

const findingLines = (
  {about, severity, sentence, nextStep}: Finding,
  place: number,
  width: number,
): readonly SectionLine[] => {
  const {glyph, tone} = SIGNS[severity]
  const key = `${about} ${place}`
  const [first, ...rest] = paragraph(key, sentence, {width: width - 2, ...(severity !== 'green' && {tone})})
  const next = nextStep === undefined ? [] : paragraph(`${key} next`, nextStep, {width, indent: '    '})
  const indented = rest.map(line => ({...line, spans: [{text: '  '}, ...line.spans]}))
  return [
    ...(first ? [{...first, spans: [span(`${glyph} `, tone, true), ...first.spans]}] : []),
    ...indented,
    ...next,
  ]
}

const failureLines = ({failure}: PreflightState, width: number): readonly SectionLine[] =>
  failure === undefined
    ? []
    : [
        ...paragraph('failure', `It could not be looked at: ${failure.title}`, {width, tone: 'bad'}),
        ...(failure.nextStep ? paragraph('failure next', failure.nextStep, {width, indent: '    '}) : []),
      ]

const waveSections = ({result}: PreflightState, width: number): readonly Section[] =>
  (result?.plan.waves ?? []).map(({size, nodes, parts}, place) => ({
    id: `wave ${place}`,
    title: `Wave ${place + 1} (${formatWaves([size])}): ${count(nodes.length, 'host')}${parts.length > 1 ? `, by ${parts.length} events` : ''}`,
    lines: nameLines(nodes, width),
  }))
