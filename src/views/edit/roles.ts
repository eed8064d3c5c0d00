import type {Role} from '../../state/text/span.ts'
import type {Tone} from '../theme.ts'

/** The colours of a text; what has none stays as it is. */
export const ROLE_TONES: Readonly<Partial<Record<Role, Tone>>> = {
  key: 'accent',
  string: 'good',
  number: 'notice',
  literal: 'warn',
  comment: 'dim',
}
