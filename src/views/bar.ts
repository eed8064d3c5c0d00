import type {Span} from './span.ts'
import type {Tone} from './theme.ts'

type Part = {readonly amount: number; readonly tone: Tone; readonly cell: string}

/** A bar of `width` cells: each part as long as it is of the total, at least a cell where there is any of it. */
export const barSpans = (parts: readonly Part[], total: number, width: number): readonly Span[] => {
  let left = width
  const spans: Span[] = []
  for (const {amount, tone, cell} of parts) {
    if (amount <= 0 || total <= 0) continue
    const cells = Math.min(left, Math.max(1, Math.floor((amount / total) * width)))
    if (cells > 0) spans.push({text: cell.repeat(cells), tone})
    left -= cells
  }
  return left > 0 ? [...spans, {text: '░'.repeat(left), tone: 'dim'}] : spans
}
