import type {App} from '../../state/app.ts'
import type {Live} from '../../state/live.ts'
import {datacentersQuery} from '../../state/queries/datacenters.ts'

/** The datacenters, which are asked for while somebody types. */
export type Datacenters = {
  readonly known: () => readonly string[] | undefined
  /** What is known once Consul has told, or could not. */
  readonly told: () => Promise<readonly string[] | undefined>
  readonly leave: () => void
}

/** `onTold` is called each time that Consul tells something new, as long as nobody has left. */
export const askDatacenters = (app: App, onTold: () => void): Datacenters => {
  const query = datacentersQuery(app.queryContext())
  const store = app.live.storeOf(query)
  const known = () => store.getState().data
  const first = Promise.withResolvers<void>()
  const hear = ({data, error}: Live<readonly string[]>): void => {
    if (data || error) first.resolve()
    if (data) onTold()
  }
  const leaves = [app.live.subscribe(query), store.subscribe(hear)]
  if (known()) first.resolve()
  return {
    known,
    told: () => first.promise.then(known),
    leave: () => {
      for (const leave of leaves) leave()
    },
  }
}
