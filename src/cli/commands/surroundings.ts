import type {Program} from '../program.ts'

/** What a command runs in. */
export type Surroundings = {
  readonly program: Program
  /** Takes its exit code. */
  readonly finish: (code: number) => void
}
