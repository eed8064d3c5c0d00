import {useStore} from 'zustand'
import {useShallow} from 'zustand/react/shallow'
import {type LinkSummary, summarizeLinks} from '../../state/link.ts'
import {useApp} from '../app-context.ts'
import {formatAge} from '../format.ts'
import {type Span, span} from '../span.ts'
import {useNow} from '../use-now.ts'

export const useLink = (): LinkSummary =>
  useStore(
    useApp().live.links,
    useShallow(links => summarizeLinks(links.values())),
  )

/** The link in a few words. While it is live nothing counts, so that a still cluster makes a still screen. */
export const useLinkSpans = (): readonly Span[] => {
  const link = useLink()
  const now = useNow(link.state !== 'live')
  const age = link.contactAt === undefined ? '' : ` · data ${formatAge(now - link.contactAt)} old`
  switch (link.state) {
    case 'live':
      if (link.leaderless) return [span('◌ stale', 'warn', true)]
      return [
        span('● live', 'good'),
        ...(link.lastContactMs ? [span(` · ${link.lastContactMs} ms behind`, 'dim')] : []),
      ]
    case 'connecting':
      return [span('◌ connecting', 'dim')]
    case 'retrying':
      return [span(`↻ retrying${age}`, 'bad')]
    case 'stopped':
      return [span(`✖ stopped${age}`, 'bad')]
  }
}
