import {changedPlaces} from '../table/changed-places.ts'
import type {Health} from './status.ts'

type Ill = {readonly health: Health}

export type HealthCounts = {readonly critical: number; readonly warning: number}

/** How many rows are ill, counted on from the last time where few have changed. */
export const createHealthCounts = (): ((rows: readonly Ill[]) => HealthCounts) => {
  let last: {readonly rows: readonly Ill[]; readonly counts: HealthCounts} = {
    rows: [],
    counts: {critical: 0, warning: 0},
  }
  return rows => {
    const places = changedPlaces(last.rows, rows, MOST_COUNTED)
    const counts = places ? recount(last.counts, last.rows, rows, places) : countAll(rows)
    last = {rows, counts}
    return counts
  }
}

const MOST_COUNTED = 64

const countAll = (rows: readonly Ill[]): HealthCounts => ({
  critical: rows.filter(({health}) => health === 'critical').length,
  warning: rows.filter(({health}) => health === 'warning').length,
})

const recount = (
  counts: HealthCounts,
  before: readonly Ill[],
  after: readonly Ill[],
  places: readonly number[],
): HealthCounts => {
  const gone = countAll(places.flatMap(place => before[place] ?? []))
  const come = countAll(places.flatMap(place => after[place] ?? []))
  return {
    critical: counts.critical - gone.critical + come.critical,
    warning: counts.warning - gone.warning + come.warning,
  }
}
