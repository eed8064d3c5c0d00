import type {JobInfo} from '../../state/deploy/job.ts'
import {displayWidth, fit} from '../../terminal/width.ts'
import {span} from '../span.ts'

const MOST = 36

/** What a job is called where there is no room for all of a command. */
export const jobCrumb = ({what}: JobInfo): string => {
  const {text} = span(what)
  return displayWidth(text) > MOST ? fit(text, MOST) : text
}
