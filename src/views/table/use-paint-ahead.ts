import {type DOMElement, measureElement} from 'ink'
import {type RefObject, useLayoutEffect, useRef} from 'react'
import type {AnyTable} from '../../state/table/table.ts'
import {useApp} from '../app-context.ts'
import type {TableLines} from './table-lines.ts'

/**
 * Paints a list as soon as its table changes, in a fraction of the time that React and Ink take for the frame, which then
 * finds the list as it should be. The returned ref is for its box, which has its lines to itself, `height` of them.
 */
export const usePaintAhead = (
  table: AnyTable,
  height: number,
  draw: () => TableLines,
): RefObject<DOMElement | null> => {
  const {host} = useApp()
  const box = useRef<DOMElement>(null)
  useLayoutEffect(() =>
    table.store.subscribe(() => {
      const {heading, rows} = draw()
      // What is said in place of a list without rows is the frame's to say.
      if (box.current === null || rows.length === 0) return
      const lines = [heading, ...rows.map(({text}) => text)]
      const blank = Array<string>(Math.max(0, height - lines.length)).fill('')
      host.paintAhead(measureElement(box.current).y, [...lines, ...blank])
    }),
  )
  return box
}
