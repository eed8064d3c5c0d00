import {type Host, isUnderWay} from '../board/host.ts'
import {listNames} from '../name-list.ts'

/** Who goes on when a deploy is let go of or stopped, as a sentence for the operator; undefined where nobody does. */
export const describeGoingOn = (hosts: readonly Host[]): string | undefined => {
  const running = hosts.filter(isUnderWay).map(({node}) => node)
  if (running.length === 0) return undefined
  const [goes, its] =
    running.length === 1
      ? ['still runs and goes on to its end', 'it']
      : ['still run and go on to their end', 'they']
  return `${listNames(running)} ${goes}; what ${its} will say is in the history.`
}
