import type {Freeze} from '../fire/freeze.ts'
import type {Targets} from '../targets/find.ts'
import type {Plan} from '../waves/plan.ts'
import type {DeployRequest} from '../waves/request.ts'
import type {Finding} from './finding.ts'

/** What was found before anything is fired. */
export type Preflight = {
  readonly request: DeployRequest
  /** In the order of their subjects; the worst does not come first. */
  readonly findings: readonly Finding[]
  readonly targets: Targets
  /** Who is told when, and by which events. */
  readonly plan: Plan
  /** To go on is to wave this freeze through, and no later one. */
  readonly freeze?: Freeze | undefined
}
