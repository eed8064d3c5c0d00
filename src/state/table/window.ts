/**
 * Which rows are on the screen: those from `top`, `height` of them, with the cursor among them and `margin` rows beyond it,
 * where there are so many and the screen has room.
 */
export const slideWindow = ({
  count,
  height,
  cursor,
  top,
  margin = 0,
}: {
  readonly count: number
  readonly height: number
  readonly cursor: number
  readonly top: number
  readonly margin?: number | undefined
}): number => {
  const lowest = Math.max(0, count - height)
  const ahead = Math.min(margin, Math.floor((height - 1) / 2))
  if (cursor < top + ahead) return Math.max(0, Math.min(lowest, cursor - ahead))
  if (cursor >= top + height - ahead) return Math.min(lowest, cursor + ahead + 1 - height)
  return Math.max(0, Math.min(lowest, top))
}
