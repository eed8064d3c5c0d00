import {createContext, useContext} from 'react'
import type {App} from '../state/app.ts'

/** The program's one context; its value never changes, all that changes is a store in it. */
export const AppContext = createContext<App | undefined>(undefined)

export const useApp = (): App => {
  const app = useContext(AppContext)
  if (app === undefined) throw new Error('a view was mounted outside of AppContext')
  return app
}
