import type {HostRow} from '../../state/deploy/host-rows.ts'
import {formatBytes} from '../format.ts'

/** What there is to say of a host beside its name: how it is, its exit code, how much it has written. */
export const hostWords = ({look, host}: HostRow): string => {
  const {exitCode, bytes, isCut, expectation, phase} = host
  return [
    look,
    ...(phase !== undefined && look === 'running' ? [phase.phase] : []),
    ...(exitCode === undefined ? [] : [`exit ${exitCode}`]),
    ...(bytes === 0 ? [] : [formatBytes(bytes)]),
    ...(isCut ? ['cut: there is more, which is not read'] : []),
    ...(expectation === 'unexpected' ? ['not expected'] : []),
    ...(phase?.reason === undefined ? [] : [phase.reason]),
  ].join(' · ')
}
