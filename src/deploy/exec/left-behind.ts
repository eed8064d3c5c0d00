import {type Host, isUnderWay} from '../board/host.ts'
import {listNames} from '../name-list.ts'

/** What becomes of the hosts of an exec that is given up now, as sentences for the operator; none where all have ended. */
export const describeLeftBehind = (hosts: readonly Host[]): readonly string[] => {
  const running = hosts.filter(isUnderWay).map(({node}) => node)
  const silent = hosts.filter(({state}) => state === 'silent').map(({node}) => node)
  return [
    ...sentence(running, 'still runs and goes on to its end', 'still run and go on to their end', [
      'Its further output and its exit code are lost.',
      'Their further output and their exit codes are lost.',
    ]),
    ...sentence(silent, 'has not answered', 'have not answered', [
      'Unless it has begun by now, it will not begin.',
      'Those that have not begun by now will not begin.',
    ]),
  ]
}

const sentence = (
  nodes: readonly string[],
  one: string,
  many: string,
  [ofOne, ofMany]: readonly [string, string],
): readonly string[] => {
  if (nodes.length === 0) return []
  return nodes.length === 1
    ? [`${listNames(nodes)} ${one}. ${ofOne}`]
    : [`${listNames(nodes)} ${many}. ${ofMany}`]
}
