import {createStore, type StoreApi} from 'zustand/vanilla'
import type {Consistency} from '../api/client.ts'

/** Where reads and writes go. No datacenter means the asked agent's own. */
export type Tenancy = {
  readonly datacenter?: string
  readonly namespace?: string
  readonly partition?: string
  readonly consistency: Consistency
}

export type TenancyStore = StoreApi<Tenancy>

export const createTenancy = (initial: Tenancy): TenancyStore => createStore<Tenancy>(() => initial)

/** Part of a query's key: two tenancies never share an answer. */
export const tenancyKey = ({datacenter, namespace, partition, consistency}: Tenancy): string =>
  `dc=${datacenter ?? ''} ns=${namespace ?? ''} ap=${partition ?? ''} ${consistency}`
