import type {Tab} from '../../src/state/navigation.ts'
import type {LictorSession} from './lictor-session.ts'

/** One picture: the view to start with, and what to do until the screen shows what is to be seen. */
export type Scene = {
  /** The name of its file. */
  readonly name: string
  /** For those who cannot see it. */
  readonly title: string
  readonly view: Tab
  /** Columns and rows of the terminal; 120x32 unless told otherwise. */
  readonly size?: readonly [columns: number, rows: number]
  readonly play: (lictor: LictorSession) => Promise<void>
}

const ENTER = '\r'
const DOWN = '\x1b[B'
const END = '\x1b[F'
const LIVE = /● live/
/** The list with one service in trouble, one that flaps, one that warns and one that is well. */
const SERVICES = [
  LIVE,
  /✖ critical +payments/,
  /✖ critical +recommendations/,
  /▲ warning +search/,
  /✔ passing +web/,
]

const openPayments = async (lictor: LictorSession): Promise<void> => {
  await lictor.untilShown(LIVE, /✖ critical +payments/)
  lictor.type(`/payments${ENTER}${ENTER}`)
  await lictor.untilShown(/Services › payments/, /─ payments-1 on c1 ─/, /endpoints answered within/)
}

/** The tree with the cursor on a key, or on a folder, whose name ends in a slash. */
const goTo = async (lictor: LictorSession, key: string, ...shown: readonly RegExp[]): Promise<void> => {
  await lictor.untilShown(LIVE, /▸ config\//)
  lictor.type(`p${key}${ENTER}`)
  await lictor.untilShown(...shown)
}

const KV_SCENES: readonly Scene[] = [
  {
    name: 'kv',
    title: 'The tree of keys with values at a glance, and the value of the one under the cursor',
    view: 'kv',
    play: lictor =>
      goTo(lictor, 'config/shared/api/limits.json', /"burst": 50/, /limits\.json +\{/, /of 512 KiB/),
  },
  {
    name: 'kv-review',
    title: 'What a save would change, before it is written',
    view: 'kv',
    play: async lictor => {
      await goTo(lictor, 'config/shared/api/routes.yaml', /upstream: api/, /routes\.yaml +#/)
      lictor.type('e')
      await lictor.untilShown(/4 +upstream/, /Ctrl-S save/)
      lictor.type(`${DOWN.repeat(4)}${END}\x7f3`)
      await lictor.untilShown(/retries: 3/, /modified/)
      lictor.type('\x13')
      await lictor.untilShown(/Write config\/shared\/api\/routes\.yaml/, /retries: 3/)
    },
  },
  {
    name: 'kv-delete',
    title: 'The question before a folder is deleted, which is answered by its name',
    view: 'kv',
    play: async lictor => {
      await goTo(lictor, 'config/staging/', /[▸▾] staging\//)
      lictor.type('d')
      await lictor.untilShown(/Delete config\/staging\//, /Type config\/staging\/ to confirm/)
    },
  },
  {
    name: 'kv-compare',
    title: 'One folder in two datacenters',
    view: 'kv',
    play: async lictor => {
      await goTo(lictor, 'config/production/', /[▸▾] production\//)
      lictor.type('=')
      await lictor.untilShown(/there is dc2/)
      lictor.type(`dc2:${ENTER}`)
      await lictor.untilShown(/added/, /web\/maintenance-page/)
    },
  },
]

const DEPLOY_SCENES: readonly Scene[] = [
  {
    name: 'deploy',
    title: 'The board of a command that runs on agents, the worst first',
    view: 'deploy',
    play: async lictor => {
      await lictor.untilShown(LIVE, /Nothing was run or deployed yet|WHAT/)
      lictor.type(`xuptime -p; df -h / | tail -1; ! grep -q /c2/ /proc/$PPID/cmdline${ENTER}`)
      await lictor.untilShown(/^On: /m)
      lictor.type(`node:^c${ENTER}`)
      await lictor.untilShown(/Run this on agents\?/)
      lictor.type(`\t${ENTER}`)
      await lictor.untilShown(/✖ failed +c2/, /✔ done +c3/, /✔ done +c1/)
    },
  },
]

/** On the demo cluster as it is. */
export const SCENES: readonly Scene[] = [
  {
    name: 'services',
    title: 'The services of a datacenter, the worst first',
    view: 'services',
    play: lictor => lictor.untilShown(...SERVICES),
  },
  {
    name: 'filter',
    title: 'Services that match a filter, while it is being typed',
    view: 'services',
    play: async lictor => {
      await lictor.untilShown(...SERVICES)
      lictor.type('/tag:http !status:passing')
      await lictor.untilShown(/^\/tag:http !status:passing/m, /\d of \d+ match/)
    },
  },
  {
    name: 'service',
    title: 'The instances of a service, and the checks of the one under the cursor',
    view: 'services',
    play: openPayments,
  },
  {
    name: 'members',
    title: 'The gossip members of a datacenter with health, round trip and quorum',
    view: 'members',
    // Every agent but the asked one has its round trip.
    play: lictor => lictor.untilShown(LIVE, /leader/, /(?:\d ms[\s\S]*){5}/, /card-gateway/),
  },
  {
    name: 'node',
    title: 'One node with its services, checks and metadata',
    view: 'members',
    play: async lictor => {
      await lictor.untilShown(LIVE, /\bc2\b/)
      lictor.type(`/node:c2${ENTER}${ENTER}`)
      await lictor.untilShown(LIVE, /Members › c2 +alive/, /Services \(\d+\)/, /✖ payments-2/)
    },
  },
  {
    name: 'confirm',
    title: 'The question before an instance is deregistered',
    view: 'members',
    play: async lictor => {
      // Whose instance it is, the members tell: without them there is no question yet.
      await lictor.untilShown(LIVE, /alive +c1/)
      lictor.type('2')
      await openPayments(lictor)
      lictor.type('d')
      await lictor.untilShown(/Deregister payments-1\?/, /Cancel/)
    },
  },
  {
    name: 'narrow',
    title: 'The same services on a terminal of 80 columns and 24 rows',
    view: 'services',
    size: [80, 24],
    play: lictor => lictor.untilShown(...SERVICES),
  },
  ...KV_SCENES,
  ...DEPLOY_SCENES,
]

/** On a cluster that loses its leader while Lictor looks on. */
export const leaderlessScene = (killServers: () => Promise<void>): Scene => ({
  name: 'no-leader',
  title: 'A cluster without a leader: stale reads, and how old they are',
  view: 'services',
  play: async lictor => {
    await lictor.untilShown(LIVE, /✖ critical +payments/)
    await killServers()
    await lictor.untilShown(/No leader: these are stale reads/, /◌ stale/)
  },
})
