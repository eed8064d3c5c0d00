import type {BoardSnapshot} from '../../deploy/board/snapshot.ts'
import {printableLine} from '../../terminal/printable.ts'

/** How far a board is: `3 of 5 ended, 1 failed; 1 runs, 1 silent`. */
export const progressLine = ({totals, link}: BoardSnapshot): string => {
  const {done, failed, silent, dead, hosts} = totals
  const ended = done + failed
  const underWay = totals.acked + totals.running
  const counts = [
    `${ended} of ${hosts - dead} ended`,
    failed > 0 ? `${failed} failed` : '',
    underWay > 0 ? `${underWay} under way` : '',
    silent > 0 ? `${silent} silent` : '',
    linkWords(link),
  ]
  return printableLine(counts.filter(Boolean).join(', '))
}

const linkWords = (link: BoardSnapshot['link']): string => {
  if (link.state === 'leaderless') return 'no server leads: what hosts write now is lost'
  return link.state === 'retrying' || link.state === 'stopped' ? `not heard of: ${link.error.message}` : ''
}
