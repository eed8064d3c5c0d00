/** So many rows stay in sight ahead of the cursor, where there are any: what is opened on the last row shows. */
const MARGIN = 2

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
  const margin = Math.min(MARGIN, Math.floor((height - 1) / 2))
  if (cursor < top + margin) return Math.max(0, Math.min(lowest, cursor - margin))
  if (cursor >= top + height - margin) return Math.min(lowest, cursor + margin + 1 - height)
  return Math.max(0, Math.min(lowest, top))
}
