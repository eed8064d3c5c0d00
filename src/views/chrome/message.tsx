import {Box, Text} from 'ink'
import type {ReactNode} from 'react'
import {printableLine} from '../../terminal/printable.ts'

type Props = {
  readonly title: string
  readonly details?: readonly string[]
  readonly height: number
  readonly tone?: 'bad' | 'dim'
}

/** In the place of a list that has nothing to show: why, and what next. */
export const Message = ({title, details = [], height, tone}: Props): ReactNode => (
  <Box
    flexDirection="column"
    height={height}
    flexShrink={0}
    overflow="hidden"
    paddingLeft={2}
    paddingTop={height > 6 ? 1 : 0}
  >
    <Box flexShrink={0}>
      <Text bold {...(tone === 'bad' && {color: 'red'})}>
        {printableLine(title)}
      </Text>
    </Box>
    {details.map((detail, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: a detail is its place; two may read the same.
      <Box key={index} flexShrink={0}>
        <Text wrap="wrap">{printableLine(detail)}</Text>
      </Box>
    ))}
  </Box>
)
