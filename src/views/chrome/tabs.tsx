import type {ReactNode} from 'react'
import {useStore} from 'zustand'
import {TABS} from '../../state/navigation.ts'
import {useApp} from '../app-context.ts'
import {Line} from '../line.tsx'
import {type Span, spread} from '../span.ts'
import {TAB_TITLES} from '../tab-titles.ts'
import {useLinkSpans} from './use-link-spans.ts'

/** The tabs with their keys, and at the right whether the data is live. */
export const Tabs = ({width}: {readonly width: number}): ReactNode => {
  const app = useApp()
  const {tab: shown} = useStore(app.navigation.store)
  const tabs = TABS.flatMap((tab, index): readonly Span[] => {
    const text = ` ${index + 1} ${TAB_TITLES[tab]} `
    return [tab === shown ? {text, inverse: true, bold: true} : {text}, {text: ' '}]
  })
  return <Line spans={spread(tabs, useLinkSpans(), width)} />
}
