import type {RouteEntry} from '../state/navigation.ts'

/** What every view is given: its place on the stack, and its room on the screen. */
export type ViewProps = {readonly entry: RouteEntry; readonly width: number; readonly height: number}
