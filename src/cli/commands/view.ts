import {ConfigError} from '../../config.ts'
import {TABS, type Tab} from '../../state/navigation.ts'

/** @throws ConfigError */
export const parseView = (value: string): Tab => {
  const view = TABS.find(tab => tab === value)
  if (view === undefined) throw new ConfigError(`there is no view called ${value}: ${TABS.join(', ')}`)
  return view
}
