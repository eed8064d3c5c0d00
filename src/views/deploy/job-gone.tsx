import type {ReactNode} from 'react'
import {Message} from '../chrome/message.tsx'

/** In the place of a job that is known no more. */
export const JobGone = ({height}: {readonly height: number}): ReactNode => (
  <Message title="This job is known no more" details={['Esc goes back.']} height={height} />
)
