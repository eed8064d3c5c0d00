import type {ReactNode} from 'react'
import {Message} from '../chrome/message.tsx'

/** Where a draft was that is done with. */
export const NothingEdited = ({height}: {readonly height: number}): ReactNode => (
  <Message title="Nothing is being edited here" details={['Esc goes back.']} height={height} />
)
