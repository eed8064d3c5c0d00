import {useMemo} from 'react'
import {useStore} from 'zustand'
import {identityQuery} from '../../state/queries/identity.ts'
import {serviceNamesQuery, servicesQuery} from '../../state/queries/services.ts'
import type {ServiceRow} from '../../state/rows/service-rows.ts'
import {createServiceList, type ServiceList} from '../../state/service-list/service-list.ts'
import type {Table} from '../../state/table/table.ts'
import {useApp} from '../app-context.ts'
import {useLiveRows} from '../table/use-live-rows.ts'
import {useFailingChecks} from '../use-failing-checks.ts'
import {useQuery} from '../use-query.ts'

/** Asks for all that the list of services is made of, and fills the table with it. */
export const useServiceList = (table: Table<ServiceRow>): ReturnType<ServiceList['read']> => {
  const app = useApp()
  const names = useQuery(serviceNamesQuery)
  // It begins with the same question, which costs a server with a large catalog half a second.
  const isNamed = names.link !== 'connecting' || names.data !== undefined
  useQuery(context => (isNamed ? servicesQuery(context) : undefined))
  useQuery(identityQuery)
  useFailingChecks()
  const context = app.queryContext()
  const list = useMemo(() => createServiceList(app, context, table.parsedFilter), [app, context, table])
  useQuery(list.sickNodes)
  useStore(app.prompt.store, ({current}) => current?.kind === 'filter')
  useStore(table.store, ({filter}) => filter)
  useQuery(list.matches)
  useLiveRows(table, list)
  return list.read()
}
