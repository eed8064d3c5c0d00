import type {Lookup} from './lookup.ts'
import type {NameForm} from './name-form.ts'

/** A question that has been asked, with what its name means. */
export type Asked = {
  readonly form: NameForm
  readonly lookup: Lookup
  /** Where the name looks, if that is known. */
  readonly datacenter?: string | undefined
}
