import {Component, type ReactNode} from 'react'
import {Message} from './message.tsx'

type Props = {readonly height: number; readonly children: ReactNode}
type State = {readonly error: Error | undefined}

/** A bug in one view ends that view, not the program. React knows boundaries as classes only. */
export class ViewBoundary extends Component<Props, State> {
  override readonly state: State = {error: undefined}

  static getDerivedStateFromError(error: unknown): State {
    return {error: error instanceof Error ? error : new Error(String(error))}
  }

  override render(): ReactNode {
    const {error} = this.state
    if (error === undefined) return this.props.children
    const place = error.stack?.split('\n')[1]?.trim() ?? ''
    const details = [
      error.message,
      place,
      'This is a bug in Lictor: please report these lines. Esc leaves this view.',
    ]
    return <Message title="This view has failed" details={details} height={this.props.height} tone="bad" />
  }
}
