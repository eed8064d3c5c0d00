import type {Outlet} from '../board/outlet.ts'
import type {connect} from '../connect.ts'
import type {GivingUp} from '../giving-up.ts'
import type {Ask} from './ask.ts'
import type {DeployFace} from './face.ts'

/** What a deploy without a screen works with. */
export type DeploySession = {
  readonly client: Awaited<ReturnType<typeof connect>>
  readonly outlet: Outlet
  readonly givingUp: GivingUp
  readonly face: DeployFace
  /** Undefined where nobody can be asked, or wants to be. */
  readonly ask: Ask | undefined
  /** Who deploys. */
  readonly operator: string
}
