import {hostname} from 'node:os'
import type {Environment} from '../config.ts'

/** Who is at it, for the history of deploys: `ann@bastion`. Whoever became root is still who they are. */
export const operatorOf = (env: Environment): string =>
  `${env.SUDO_USER || env.USER || env.LOGNAME || 'somebody'}@${hostname()}`
