import {hostname} from 'node:os'
import type {Environment} from '../config.ts'

/** Who is at the keyboard, as others are to read it: `user@host`. */
export const operatorOf = ({USER, LOGNAME}: Environment): string =>
  `${USER || LOGNAME || 'somebody'}@${hostname()}`
