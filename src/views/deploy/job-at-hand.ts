import type {DeployJob, JobInfo} from '../../state/deploy/job.ts'
import type {ActionContext} from '../keymap/action.ts'
import type {ListedJob} from './columns.ts'

/** Which job the screen is about, or which one is under the cursor of the list. */
export const infoAtHand = (context: ActionContext): JobInfo | undefined => {
  const {route, table} = context.entry
  if (route.name !== 'deploy') return jobAtHand(context)?.info
  const row: ListedJob | undefined = table.current()
  return row?.info
}

/** The same, where its board is open: one of the history that is only listed is not. */
export const jobAtHand = ({app, entry}: ActionContext): DeployJob | undefined => {
  const {route, table} = entry
  if (route.name === 'deploy') {
    const row: ListedJob | undefined = table.current()
    return row && app.deploys.known(row.info.id)
  }
  return 'job' in route ? app.deploys.known(route.job) : undefined
}
