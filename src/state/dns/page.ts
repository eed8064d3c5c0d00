import {createStore, type StoreApi} from 'zustand/vanilla'
import {isAbort, isConsulError} from '../../api/errors.ts'
import type {JobControl} from '../jobs.ts'
import {createNewest, type Newest} from '../newest.ts'
import type {Asked} from './asked.ts'
import type {DnsDesk} from './desk.ts'
import type {Explanation} from './finding.ts'
import type {DnsHistory} from './history.ts'
import type {Whereabouts} from './locate.ts'
import type {ProbeReport} from './probe.ts'
import type {ProbePlan} from './probe-plan.ts'
import type {TypedQuestion} from './question-text.ts'
import type {DnsReport, ReportedRecord} from './report.ts'
import type {DnsSettings} from './settings.ts'

/** An answer with all that is shown of it. */
export type DnsAnswered = {
  readonly report: DnsReport
  /** What came, and then what else there is to say of it. */
  readonly sentences: readonly string[]
  readonly settings: DnsSettings
  /** Where the name looks, if that is known. */
  readonly datacenter: string | undefined
}

/** Why there is no answer, and what next. */
export type DnsProblem = {readonly title: string; readonly nextStep?: string}

export type ShownProbe = {
  readonly question: TypedQuestion
  readonly report: ProbeReport
  readonly isRunning: boolean
}

export type DnsPageState = {
  readonly question?: TypedQuestion
  readonly busy?: 'asking' | 'explaining' | undefined
  readonly answer?: DnsAnswered | undefined
  readonly problem?: DnsProblem | undefined
  readonly probe?: ShownProbe | undefined
}

/** One question on the screen, asked when the operator says so and never by itself. */
export type DnsPage = {
  readonly store: StoreApi<DnsPageState>
  /** Ends what was asked before. An answer without records explains itself. */
  readonly ask: (question: TypedQuestion) => Promise<void>
  /** With its reasons, where these were asked for. */
  readonly again: () => Promise<void>
  readonly explain: () => Promise<void>
  /** What stands behind a record of the answer. @throws ConsulError */
  readonly locate: (record: ReportedRecord) => Promise<Whereabouts | undefined>
  /** Its figures are shown as they come, and stay. @throws ConsulError */
  readonly probe: (plan: ProbePlan, control: JobControl) => Promise<ProbeReport>
  readonly isRunning: () => boolean
  /** Whether there was anything to stop. */
  readonly stop: () => boolean
}

/** What asking takes. It is loaded when it is first needed, for its part of a start is not small. */
export type DnsTools = {
  readonly openDesk: (signal: AbortSignal) => Promise<DnsDesk>
  readonly describe: (
    asked: Asked,
    settings: DnsSettings,
    explanation?: Explanation,
  ) => Pick<DnsAnswered, 'report' | 'sentences'>
}

export type DnsPageParts = {
  readonly load: () => Promise<DnsTools>
  readonly history: DnsHistory
  readonly now: () => number
}

/** What the answer on the screen was made of. */
type Open = {readonly desk: DnsDesk; readonly asked: Asked}

export const createDnsPage = (parts: DnsPageParts): DnsPage => {
  const store = createStore<DnsPageState>(() => ({}))
  const asking = createNewest()
  const probing = createNewest()
  const inquiry = createInquiry(parts, store, asking)
  const ask: DnsPage['ask'] = question => {
    // Its figures belong to the question that leaves the screen.
    if (!isSameQuestion(store.getState().question, question)) probing.stop()
    return inquiry.ask(question)
  }
  return {
    store,
    ...inquiry,
    ask,
    again: async () => {
      const {question} = store.getState()
      if (question) await ask(question)
    },
    probe: (plan, control) => probing.run(signal => runShownProbe({...parts, store, plan, control, signal})),
    isRunning: () => asking.isRunning() || probing.isRunning(),
    stop: () => {
      if (asking.isRunning() && store.getState().answer === undefined) {
        store.setState({problem: {title: 'Stopped'}})
      }
      const stopped = [asking.stop(), probing.stop()]
      return stopped.includes(true)
    },
  }
}

const createInquiry = (
  {load, history, now}: DnsPageParts,
  store: DnsPage['store'],
  asking: Newest,
): Pick<DnsPage, 'ask' | 'explain' | 'locate'> => {
  let open: Open | undefined
  let isExplained = false
  const busily = (busy: DnsPageState['busy'], work: (signal: AbortSignal) => Promise<void>): Promise<void> =>
    asking.run(async signal => {
      store.setState({busy})
      try {
        await work(signal)
      } catch (error) {
        if (!signal.aborted) store.setState({problem: problemOf(error)})
      } finally {
        // What came after an aborted one is busy itself.
        if (!signal.aborted || !asking.isRunning()) store.setState({busy: undefined})
      }
    })
  const addReasons = async (signal: AbortSignal): Promise<void> => {
    if (open === undefined) return
    store.setState({busy: 'explaining'})
    const explanation = await open.desk.explain(open.asked, signal)
    const answer = await describe(load, open, explanation)
    if (!signal.aborted) store.setState({answer})
  }
  const ask = (question: TypedQuestion): Promise<void> => {
    const isSame = isSameQuestion(store.getState().question, question)
    isExplained = isSame && isExplained
    // The last answer stays until the next is there, but not below another question.
    store.setState({question, problem: undefined, ...(!isSame && {answer: undefined, probe: undefined})})
    return busily('asking', async signal => {
      const {openDesk} = await load()
      const desk = await openDesk(signal)
      const asked = await desk.ask(desk.qualify(question.name), question.type, signal)
      const answer = await describe(load, {desk, asked})
      if (signal.aborted) return
      open = {desk, asked}
      const {name, result, summary} = answer.report
      history.add({at: now(), name, type: question.type, result, summary})
      store.setState({answer})
      if (isExplained || isPuzzling(answer.report)) await addReasons(signal)
    })
  }
  return {
    ask,
    explain: () => {
      isExplained = true
      return busily('explaining', addReasons)
    },
    locate: async record => open?.desk.locate(open.asked, record),
  }
}

/** Silence has no reasons that HTTP knows. */
const isPuzzling = ({result, transports}: DnsReport): boolean =>
  result !== 'answered' && transports.some(({answer}) => answer !== undefined)

const isSameQuestion = (before: TypedQuestion | undefined, {name, type}: TypedQuestion): boolean =>
  before?.name === name && before.type === type

const describe = async (
  load: DnsPageParts['load'],
  {desk: {settings}, asked}: Open,
  explanation?: Explanation,
): Promise<DnsAnswered> => {
  const tools = await load()
  return {...tools.describe(asked, settings, explanation), settings, datacenter: asked.datacenter}
}

type Probing = Pick<DnsPageParts, 'load'> & {
  readonly store: DnsPage['store']
  readonly plan: ProbePlan
  readonly control: JobControl
  readonly signal: AbortSignal
}

const runShownProbe = async ({load, store, plan, control, ...ending}: Probing): Promise<ProbeReport> => {
  const {question} = store.getState()
  if (question === undefined) throw new Error('there is nothing to ask again and again')
  const signal = AbortSignal.any([control.signal, ending.signal])
  const show = (report: ProbeReport, isRunning: boolean): void => {
    control.report({done: report.done, total: report.total, unit: 'queries'})
    // Another question may be on the screen by now.
    if (isSameQuestion(store.getState().question, question)) {
      store.setState({probe: {question, report, isRunning}})
    }
  }
  const {openDesk} = await load()
  const desk = await openDesk(signal)
  const asked = {...question, name: desk.qualify(question.name)}
  const onReport = (report: ProbeReport): void => show(report, true)
  const report = await desk.probe({...plan, question: asked}, {signal, onReport})
  show(report, false)
  return report
}

const problemOf = (error: unknown): DnsProblem => {
  if (isAbort(error)) return {title: 'Stopped'}
  if (!isConsulError(error)) return {title: error instanceof Error ? error.message : String(error)}
  const {message, nextStep} = error
  return {title: message, ...(nextStep && {nextStep})}
}
