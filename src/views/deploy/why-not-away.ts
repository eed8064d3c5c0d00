import type {App} from '../../state/app.ts'

/** Why the program must not stand still: the session of a remote exec is renewed every few seconds, or it is lost. */
export const whyNotAway = ({deploys}: App): string | undefined => {
  const exec = deploys.running().find(({info}) => info.kind === 'exec')
  return (
    exec &&
    `${exec.info.what} runs on hosts, and its session would end meanwhile: Ctrl-X on its board detaches`
  )
}
