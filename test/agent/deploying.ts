import {fileURLToPath} from 'node:url'

/** The program that deploys one manifest in a process of its own; its argument is an `Order`. */
export const DEPLOYING = fileURLToPath(new URL('deploying-process.ts', import.meta.url))
