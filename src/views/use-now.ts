import {useEffect} from 'react'
import {useStore} from 'zustand'
import {useApp} from './app-context.ts'

/** The time in milliseconds, ticking once a second while `ticking`. */
export const useNow = (ticking: boolean): number => {
  const {ticker} = useApp()
  useEffect(() => (ticking ? ticker.subscribe() : undefined), [ticker, ticking])
  return useStore(ticker.store, ({now}) => (ticking ? now : 0))
}
