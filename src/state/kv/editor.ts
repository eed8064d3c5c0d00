import type {RowRef} from '../text/row-window.ts'
import type {Needle} from '../text/search.ts'
import type {Wrap} from '../text/soft-wrap.ts'

/** How a draft is looked at. */
export type Editor = {
  /** The first row on the screen, as far as the cursor lets it be. */
  readonly top: RowRef
  /** In rows of text. */
  readonly height: number
  /** How rows are laid out on the screen; undefined until it has been drawn. */
  readonly wrap: Wrap | undefined
  /** Long lines go on below. Without it only the line of the cursor moves sideways. */
  readonly wraps: boolean
  /** Every motion selects. */
  readonly marking: boolean
  readonly needle: Needle | undefined
}

export const NEW_EDITOR: Editor = {
  top: {line: 0, row: 0},
  height: 1,
  wrap: undefined,
  wraps: true,
  marking: false,
  needle: undefined,
}
