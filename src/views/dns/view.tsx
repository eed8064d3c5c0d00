import {Box} from 'ink'
import {type ReactNode, useEffect, useMemo} from 'react'
import {useStore} from 'zustand'
import type {DnsType} from '../../api/dns/dns-type.ts'
import type {DnsPageState} from '../../state/dns/page.ts'
import {formatQuestion} from '../../state/dns/question-text.ts'
import {usualType} from '../../state/dns/question-type.ts'
import {useApp} from '../app-context.ts'
import {Message} from '../chrome/message.tsx'
import {Title} from '../chrome/title.tsx'
import {documentLines} from '../document/document.ts'
import {CURSOR_WIDTH, DocumentView} from '../document/document-view.tsx'
import type {ViewProps} from '../route-view.ts'
import {type Span, span} from '../span.ts'
import {useRows} from '../table/use-rows.ts'
import {answerSections} from './answer-sections.ts'
import {CandidatesPanel} from './candidates-panel.tsx'
import {paragraph} from './paragraph.ts'
import {probeSection} from './probe-section.ts'
import {verdictSection} from './verdict.ts'
import {whySection} from './why-section.ts'

type Props = ViewProps & {readonly question?: string; readonly type?: DnsType}

/** A question to the agent's DNS, and all that came back. */
export const DnsView = ({entry, question, type, width, height}: Props): ReactNode => {
  const {dns} = useApp()
  const page = dns.page(entry)
  const state = useStore(page.store)
  const {candidates} = useStore(dns.naming.store)
  // What the route names is asked once; from then on the page has a question of its own.
  useEffect(() => {
    if (question === undefined || page.store.getState().question !== undefined) return
    void page.ask({name: question, type: type ?? usualType(question)})
  }, [page, question, type])
  const lines = useMemo(() => documentLines(sectionsOf(state, width - CURSOR_WIDTH)), [state, width])
  useRows(entry.table, lines)
  const panel = candidates ? Math.min(candidates.found.length + 1, 9, Math.floor(height / 2)) : 0
  const room = height - 1 - panel
  return (
    <Box flexDirection="column" height={height} flexShrink={0}>
      <Title entry={entry} crumbs={crumbsOf(state)} summary={summaryOf(state)} width={width} />
      {lines.length > 0 ? (
        <DocumentView table={entry.table} width={width} height={room} />
      ) : (
        <Message {...emptyOf(state)} height={room} />
      )}
      {candidates && <CandidatesPanel candidates={candidates} width={width} height={panel} />}
    </Box>
  )
}

const crumbsOf = ({question, answer}: DnsPageState): readonly string[] => {
  if (question === undefined) return ['DNS']
  const name = answer?.report.name ?? question.name
  return ['DNS', formatQuestion({...question, name})]
}

const summaryOf = ({busy, answer}: DnsPageState): readonly Span[] => {
  if (busy === 'asking') return [span('asking…', 'accent')]
  if (busy === 'explaining') return [span('asking HTTP for the reasons…', 'accent')]
  if (answer === undefined) return []
  const {address, origin} = answer.report.server
  return [span(`at ${address} (${origin})`, 'dim')]
}

const sectionsOf = ({answer, problem, probe}: DnsPageState, width: number) => {
  if (answer === undefined) return []
  const trouble = problem
    ? [problem.title, problem.nextStep ?? ''].filter(text => text !== '').join('. ')
    : ''
  const problems = trouble === '' ? [] : paragraph('trouble', trouble, {width, tone: 'bad'})
  const verdict = verdictSection(answer, width)
  return [
    {...verdict, lines: [...problems, ...verdict.lines]},
    ...probeSection(probe, width),
    ...whySection(answer, width),
    ...answerSections(answer, width),
  ]
}

type Empty = {readonly title: string; readonly details?: readonly string[]; readonly tone?: 'bad'}

const emptyOf = ({question, busy, problem}: DnsPageState): Empty => {
  if (problem) {
    const details = [problem.nextStep, 'r asks again, n asks for another name.'].filter(
      text => text !== undefined,
    )
    return {title: problem.title, details, ...(problem.title !== 'Stopped' && {tone: 'bad'})}
  }
  if (busy) return {title: 'Asking DNS…', details: ['Esc stops.']}
  if (question) return {title: ''}
  return {
    title: 'What is to be asked of DNS?',
    details: [
      'Enter or n takes NAME [TYPE]: web.service, canary.web.service, _web._tcp.service SRV, c1.node, an address.',
      'Tab completes it from the catalog, Up fetches what was asked before.',
      'N on a service, an instance, a member or a node asks for its name.',
    ],
  }
}
