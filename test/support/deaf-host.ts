import type {Host} from '../../src/state/app.ts'
import {NO_FILES} from './no-files.ts'

/** What is around the screen where a test needs nothing of it: it does nothing, and there are no files. */
export const DEAF_HOST: Host = {
  operator: 'tester@here',
  environment: {},
  quit: () => undefined,
  suspend: () => undefined,
  copy: () => undefined,
  readFile: () => Promise.reject(new Error('there is no file here')),
  editFile: () => Promise.reject(new Error('there is no editor here')),
  files: NO_FILES,
  repaint: () => undefined,
  paintAhead: () => undefined,
}
