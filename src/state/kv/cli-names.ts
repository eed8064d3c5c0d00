import {keyPath} from '../../api/key-path.ts'

/**
 * Whether the stock command line reaches this very key or prefix. It takes a leading slash away, so that `/` is all
 * that there is, and what no path can carry ends up at another key.
 */
export const cliNames = (key: string): boolean => !key.startsWith('/') && keyPath(key) !== undefined
