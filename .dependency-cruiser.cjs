/**
 * The arrows between the rooms of src/: each room with all that it may import. Type-only imports count as arrows too.
 * `types` are rooms of which only types and error classes may be imported.
 */
const rooms = {
  main: {values: ['cli', 'config']},
  config: {values: ['secret'], types: ['api']},
  cli: {values: ['config', 'secret', 'version', 'views', 'state', 'deploy', 'agent', 'demo', 'terminal']},
  views: {values: ['state', 'terminal', 'once'], types: ['deploy', 'api']},
  state: {values: ['deploy', 'api', 'once']},
  agent: {values: ['deploy', 'api']},
  deploy: {values: ['api']},
  demo: {values: ['api']},
  api: {},
  terminal: {values: ['once']},
  once: {},
  secret: {},
  version: {},
}

/** A room is a folder of src/, or one file there. */
const pathOf = names => `^src/(${names.join('|')})(/|[.]tsx?$)`

/** Where the error classes of a room live. */
const ERRORS = '/errors[.]ts$'

const arrows = Object.entries(rooms).flatMap(([room, {values = [], types = []}]) => [
  {
    name: `arrows-of-${room}`,
    comment: `${room} may import only: ${[...values, ...types].join(', ') || 'nothing'}`,
    severity: 'error',
    from: {path: pathOf([room])},
    to: {path: '^src/', pathNot: pathOf([room, ...values, ...types])},
  },
  ...types.map(target => ({
    name: `types-only-from-${room}-to-${target}`,
    comment: `of ${target}, ${room} may import only types and error classes`,
    severity: 'error',
    from: {path: pathOf([room])},
    to: {path: pathOf([target]), pathNot: ERRORS, dependencyTypesNot: ['type-only']},
  })),
])

const libraries = [
  {
    name: 'rooms-without-react',
    comment: 'api, deploy, agent and demo work without a screen and without stores',
    severity: 'error',
    from: {path: pathOf(['api', 'deploy', 'agent', 'demo', 'config'])},
    to: {path: '^(node_modules/)?(react|ink|ink-[^/]+|zustand)(/|$)'},
  },
  {
    name: 'state-without-react',
    comment: 'the stores are vanilla: a headless command uses them too',
    severity: 'error',
    from: {path: pathOf(['state'])},
    to: {path: '^(node_modules/)?(react|ink|ink-[^/]+|zustand/(esm/)?(index|react)[^/]*|zustand$)(/|$)'},
  },
  {
    name: 'ink-only-on-the-screen',
    comment: 'only views and the commands that open them know Ink',
    severity: 'error',
    from: {path: '^src/', pathNot: pathOf(['terminal', 'views', 'cli'])},
    to: {path: '^(node_modules/)?(ink|ink-[^/]+)(/|$)'},
  },
]

const order = [
  {name: 'no-cycles', severity: 'error', from: {}, to: {circular: true}},
  {
    name: 'known-rooms',
    comment: 'a new folder of src/ needs its arrows in this file',
    severity: 'error',
    from: {},
    to: {path: '^src/', pathNot: pathOf(Object.keys(rooms))},
  },
  {
    name: 'resolvable',
    severity: 'error',
    from: {},
    to: {couldNotResolve: true},
  },
  {
    name: 'program-without-tests',
    comment: 'what is shipped needs nothing of test/, bench/ or scripts/',
    severity: 'error',
    from: {path: '^src/'},
    to: {path: '^(test|bench|scripts)/'},
  },
]

module.exports = {
  forbidden: [...order, ...arrows, ...libraries],
  options: {
    // TypeScript 7 has no JavaScript API, so swc reads the sources.
    parser: 'swc',
    doNotFollow: {path: 'node_modules'},
    enhancedResolveOptions: {extensions: ['.ts', '.tsx', '.mjs', '.js'], exportsFields: ['exports'], conditionNames: ['import', 'node']},
  },
}
