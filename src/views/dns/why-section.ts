import type {DnsAnswered} from '../../state/dns/page.ts'
import {fit} from '../../terminal/width.ts'
import type {Section, SectionLine} from '../document/document.ts'
import {span, widthOf} from '../span.ts'
import {paragraph} from './paragraph.ts'

type Missing = NonNullable<DnsAnswered['report']['explanation']>['missing'][number]

/** Why the answer is as it is: the verdict, one entry for each instance that is not given out, and what else is to be known. */
export const whySection = ({report, sentences}: DnsAnswered, width: number): readonly Section[] => {
  const {explanation} = report
  if (explanation === undefined) return []
  const {missing, notes} = explanation
  // What stands above already is not said twice.
  const verdict = sentences.reduce((text, sentence) => text.replace(sentence, ''), explanation.verdict).trim()
  return [
    {
      id: 'why',
      title: 'Why',
      lines: [
        ...paragraph('verdict', verdict, {width}),
        ...missingLines(missing, width),
        ...notes.flatMap((note, place) => paragraph(`note ${place}`, note, {width, tone: 'dim'})),
      ],
    },
  ]
}

/** Beside the instance where there is room for its reason, else below it. */
const missingLines = (missing: readonly Missing[], width: number): readonly SectionLine[] => {
  const names = missing.map(({id, node}) => span(`${id} on ${node}`).text)
  const widest = Math.min(Math.floor(width / 2), Math.max(0, ...names.map(name => widthOf([{text: name}]))))
  return missing.flatMap((entry, index): readonly SectionLine[] => {
    const {service, node, id, address, port, reason, text} = entry
    const key = `${node}\0${id}`
    const head = [
      span('✖ ', 'bad'),
      span(fit(names[index] ?? '', widest), undefined, true),
      span(`  ${address}:${port}  `, 'dim'),
    ]
    const target = {name: 'instance' as const, service, node, id}
    const line = {
      key,
      copy: `${id} on ${node} ${address}:${port} ${text}`,
      // It is not where one looks.
      ...(reason !== 'datacenter' && {target}),
    }
    const beside = [...head, span(text)]
    if (widthOf(beside) <= width) return [{...line, spans: beside}]
    const below = paragraph(`${key}\0why`, text, {width, indent: '    '})
    return [
      {...line, spans: head},
      ...below.map(row => ({...row, ...(line.target && {target: line.target})})),
    ]
  })
}
