import type {App} from '../../../state/app.ts'
import type {RouteEntry} from '../../../state/navigation.ts'
import {revealKey} from '../reveal.ts'

/** Puts the cursor on what has moved, or opens its page where its old page is open. */
export const follow = (app: App, entry: RouteEntry, key: string): void => {
  const {navigation} = app
  if (navigation.current() !== entry) return
  if (entry.route.name === 'key') {
    navigation.back()
    navigation.open({name: 'key', path: key})
  } else revealKey(app, key)
}
