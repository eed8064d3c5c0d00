import {Box} from 'ink'
import type {ReactNode} from 'react'
import {useStore} from 'zustand'
import {summarizeLinks} from '../state/link.ts'
import {topOf} from '../state/navigation.ts'
import {useApp} from './app-context.ts'
import {Banner, bannerRows} from './chrome/banner.tsx'
import {Confirm, questionHeight} from './chrome/confirm.tsx'
import {Footer} from './chrome/footer.tsx'
import {Header} from './chrome/header.tsx'
import {Help} from './chrome/help.tsx'
import {Palette} from './chrome/palette.tsx'
import {StatusLine, useStatusRows} from './chrome/status-line.tsx'
import {Tabs} from './chrome/tabs.tsx'
import {useLink} from './chrome/use-link-spans.ts'
import {ViewBoundary} from './chrome/view-boundary.tsx'
import {AimPanel, aimHeight} from './deploy/aim-panel.tsx'
import type {Controller} from './keymap/controller.ts'
import {visibleActions} from './keymap/visible-actions.ts'
import {RouteView} from './routes.tsx'

type Props = {readonly controller: Controller; readonly width: number; readonly height: number}

/** The frame around every view: two lines above, two below, a banner while something is wrong, and reasons in full. */
export const Screen = ({controller, width, height}: Props): ReactNode => {
  const {live} = useApp()
  const banner = useStore(live.links, links => bannerRows(summarizeLinks(links.values()), {width, height}))
  const status = useStatusRows({width, height})
  return (
    <Box flexDirection="column" height={height}>
      <Header width={width} />
      <Tabs width={width} />
      {banner > 0 && <LinkBanner rows={banner} width={width} />}
      <Body controller={controller} width={width} height={height - banner - status - 3} />
      <StatusLine rows={status} width={width} />
      <Keys controller={controller} width={width} />
    </Box>
  )
}

const LinkBanner = (props: {readonly rows: number; readonly width: number}): ReactNode => (
  <Banner link={useLink()} {...props} />
)

/** The view, and above it whatever is open: the question first, then the help, then the palette at the bottom. */
const Body = ({controller, width, height}: Props): ReactNode => {
  const app = useApp()
  const entry = useStore(app.navigation.store, topOf)
  const dialog = useStore(app.dialog.store)
  const prompt = useStore(app.prompt.store, ({current}) => current)
  const help = useStore(app.chrome, chrome => chrome.help)
  const question = Math.min(height, questionHeight(dialog, width))
  const palette = prompt?.kind === 'palette' ? Math.min(height - 3, 12) : 0
  const {current: aim} = useStore(app.deploys.aim.store)
  const aiming = aimHeight(aim, height)
  const room = height - question - palette - aiming
  return (
    <Box flexDirection="column" height={height} flexShrink={0}>
      {help ? (
        <Help stack={controller.screenStack()} context={controller.context()} width={width} height={room} />
      ) : (
        <ViewBoundary key={entry.key} height={room}>
          {room > 2 && <RouteView entry={entry} width={width} height={room} />}
        </ViewBoundary>
      )}
      {palette > 0 && (
        <Palette
          context={controller.context()}
          text={prompt?.line.text ?? ''}
          width={width}
          height={palette}
        />
      )}
      {aim && <AimPanel aim={aim} width={width} height={aiming} />}
      {question > 0 && <Confirm dialog={dialog} width={width} height={question} />}
    </Box>
  )
}

const Keys = ({controller, width}: Omit<Props, 'height'>): ReactNode => {
  const app = useApp()
  useStore(app.navigation.store)
  useStore(app.dialog.store)
  useStore(app.chrome)
  useStore(app.prompt.store, ({current}) => current !== undefined)
  return <Footer actions={visibleActions(controller.stack())} width={width} />
}
