/** One line of the table: what was measured, against its budget and beside its peer in the same run. */
export type Measured = {
  readonly what: string
  readonly budget: string
  readonly lictor: string
  /** The peer's figure with its name, or empty where there is none. */
  readonly peer: string
  /** Lictor's figure over the one that the budget is about, or over the peer's. */
  readonly ratio: string
  readonly holds: boolean
  /** What the figures were made of, by name. */
  readonly samples?: Readonly<Record<string, readonly number[]>>
}

export const milliseconds = (value: number): string => `${value.toFixed(value < 20 ? 2 : 0)} ms`

export const times = (figure: number, other: number): string => `${(figure / other).toFixed(2)}x`
