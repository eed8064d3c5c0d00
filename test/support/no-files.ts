import type {PrivateFiles} from '../../src/state/private-files.ts'

const refuse = (): Promise<never> => Promise.reject(new Error('there are no files here'))

/** For programs that have no business with files. */
export const NO_FILES: PrivateFiles = {
  expand: path => path,
  shorten: path => path,
  read: refuse,
  exists: async () => false,
  write: refuse,
  keepingFolder: refuse,
}
