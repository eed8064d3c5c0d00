import {Box} from 'ink'
import type {ReactNode} from 'react'
import type {Candidates} from '../../state/dns/naming.ts'
import {fit} from '../../terminal/width.ts'
import {Line} from '../line.tsx'
import {cutSpans, span, widthOf} from '../span.ts'

type Props = {readonly candidates: Candidates; readonly width: number; readonly height: number}

/** What the text being typed may become; Tab takes what they have in common, then the first. */
export const CandidatesPanel = ({candidates: {found, isCut, problem}, width, height}: Props): ReactNode => {
  const shown = found.slice(0, height - 1)
  const names = shown.map(({name}) => span(name))
  const widest = Math.max(0, ...names.map(name => widthOf([name])))
  return (
    <Box flexDirection="column" height={height} flexShrink={0}>
      <Line
        spans={cutSpans([problem ? span(problem, 'bad') : span(headline(found.length, isCut), 'dim')], width)}
      />
      {shown.map(({name, what}, index) => (
        <Line
          key={name}
          spans={cutSpans([span(fit(names[index]?.text ?? '', widest)), span(`  ${what}`, 'dim')], width)}
        />
      ))}
    </Box>
  )
}

const headline = (count: number, isCut: boolean): string => {
  if (count === 0) return 'Nothing to complete · Enter asks · Up: what was asked before'
  return `Tab completes: ${isCut ? 'more than ' : ''}${count} possible · Up: what was asked before`
}
