import type {DeployJob} from '../../state/deploy/job.ts'
import type {ActionContext} from '../keymap/action.ts'
import type {ListedJob} from './columns.ts'

/** The job that the screen is about, or that is under the cursor of the list. */
export const jobAtHand = ({app, entry}: ActionContext): DeployJob | undefined => {
  const {route, table} = entry
  if (route.name === 'deploy') {
    const row: ListedJob | undefined = table.current()
    return row && app.deploys.job(row.info.id)
  }
  return 'job' in route ? app.deploys.job(route.job) : undefined
}
