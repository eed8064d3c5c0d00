import {parseArgs} from 'node:util'

export type Options = {
  /** Names of rows; every row when empty. */
  readonly only: readonly string[]
  /** Where to write the figures with their samples. */
  readonly json: string | undefined
  /** Small counts: shows that the bench works, measures little. */
  readonly quick: boolean
  /** The bundle to measure, instead of the one that is built now. */
  readonly bundle: string | undefined
}

/** @throws TypeError for a flag that does not exist */
export const parseOptions = (args: readonly string[]): Options => {
  const {values} = parseArgs({
    args: [...args],
    options: {
      only: {type: 'string', multiple: true, default: []},
      json: {type: 'string'},
      quick: {type: 'boolean', default: false},
      bundle: {type: 'string'},
    },
  })
  return {
    only: values.only.flatMap(names => names.split(',')),
    json: values.json,
    quick: values.quick,
    bundle: values.bundle,
  }
}
