/** Which rows are on the screen: those from `top`, `height` of them, with the cursor among them. */
export const slideWindow = ({
  count,
  height,
  cursor,
  top,
}: {
  readonly count: number
  readonly height: number
  readonly cursor: number
  readonly top: number
}): number => {
  const lowest = Math.max(0, count - height)
  if (cursor < top) return Math.min(lowest, cursor)
  if (cursor >= top + height) return Math.min(lowest, cursor - height + 1)
  return Math.max(0, Math.min(lowest, top))
}
