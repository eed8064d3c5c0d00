import type {Board} from './board.ts'

/** What can be read of a board, be it that of one job or of several events of one deploy. */
export type BoardFace = Pick<Board, 'snapshot' | 'subscribe' | 'output' | 'onOutput'>
