import {isAbort} from '../../../api/errors.ts'
import type {App} from '../../../state/app.ts'
import type {JobControl} from '../../../state/jobs.ts'

/** Runs work as the job that everyone sees. Undefined if the operator has stopped it before it changed anything. */
export const inJob = async <T>(
  {jobs, flash}: App,
  title: string,
  work: (control: JobControl) => Promise<T>,
): Promise<T | undefined> => {
  try {
    return await jobs.run(title, work)
  } catch (error) {
    if (!isAbort(error)) throw error
    flash.show({level: 'refused', text: `${title}: stopped before anything was changed`})
    return undefined
  }
}

/** Why nothing else can begin now. */
export const busy = ({jobs}: App): string | undefined => {
  const {current} = jobs.store.getState()
  return current === undefined ? undefined : `${current.title} is still running; Ctrl-X stops it`
}
