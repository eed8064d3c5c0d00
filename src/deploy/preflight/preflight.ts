import type {ConsulClient, QueryOptions} from '../../api/client.ts'
import {isConsulError} from '../../api/errors.ts'
import {listServiceInstances} from '../../api/health.ts'
import {type Freeze, readFreeze} from '../fire/freeze.ts'
import {whySick} from '../services/sick.ts'
import {findTargets, type Targets} from '../targets/find.ts'
import {type Plan, planWaves} from '../waves/plan.ts'
import type {DeployRequest} from '../waves/request.ts'
import type {Finding, FindingAbout} from './finding.ts'
import {lookAtHosts} from './hosts.ts'
import {lookAtManifest} from './manifest.ts'
import {lookAtRights} from './rights.ts'
import {lookAtRunning} from './running.ts'
import {lookAtSize} from './size.ts'

/** What was found before anything is fired. */
export type Preflight = {
  readonly request: DeployRequest
  /** In the order of their subjects; the worst does not come first. */
  readonly findings: readonly Finding[]
  readonly targets: Targets
  /** Who is told when, and by which events. */
  readonly plan: Plan
  /** To go on is to wave this freeze through, and no later one. */
  readonly freeze?: Freeze | undefined
}

export type PreflightDeps = {
  readonly client: ConsulClient
  /** Variables of the process, for the proxies. */
  readonly env: Readonly<Record<string, string | undefined>>
}

export type PreflightOptions = {
  readonly signal?: AbortSignal | undefined
  /** Told of each as it is found: some take longer than others. */
  readonly onFinding?: ((finding: Finding) => void) | undefined
}

/**
 * Looks at all that can be known of a deploy before it is begun. Changes nothing.
 * @throws ConsulError where it cannot even be found out whom it would reach, `invalid` for filters that Consul does not take
 */
export const runPreflight = async (
  {client, env}: PreflightDeps,
  request: DeployRequest,
  {signal = new AbortController().signal, onFinding = () => undefined}: PreflightOptions = {},
): Promise<Preflight> => {
  const {filters, datacenter, url} = request
  const targets = await findTargets(client, {...filters, datacenter}, {signal})
  const plan = planWaves(
    request,
    targets.expected.map(({node}) => node),
  )
  const options: QueryOptions = {datacenter: targets.datacenter, signal}
  let freeze: Freeze | undefined
  const told = async (about: FindingAbout, looking: () => Promise<readonly Finding[]>) => {
    const findings = await unlessUnknown(about, looking)
    for (const finding of findings) onFinding(finding)
    return findings
  }
  const findings = await Promise.all([
    told('targets', async () => [lookAtSize(request, plan), ...lookAtHosts(targets, plan)]),
    told('rights', () => lookAtRights(client, request, options)),
    told('freeze', async () => {
      freeze = await readFreeze(client, options)
      return [describeFreeze(freeze)]
    }),
    told('running', () => lookAtRunning(client, request, options)),
    told('services', () => lookAtServices(client, request, options)),
    told('manifest', () => lookAtManifest(url, {env, signal})),
  ])
  return {request, findings: findings.flat(), targets, plan, freeze}
}

/** What cannot be looked at is to be known, but need not be wrong. */
const unlessUnknown = async (
  about: FindingAbout,
  look: () => Promise<readonly Finding[]>,
): Promise<readonly Finding[]> => {
  try {
    return await look()
  } catch (error) {
    if (!isConsulError(error)) throw error
    const sentence = `The ${about} could not be looked at: ${error.message}.`
    return [{about, severity: 'yellow', sentence, nextStep: error.nextStep}]
  }
}

const describeFreeze = (freeze: Freeze | undefined): Finding =>
  freeze === undefined
    ? {about: 'freeze', severity: 'green', sentence: 'Deploys are not frozen.'}
    : {
        about: 'freeze',
        severity: 'red',
        sentence: `Deploys are frozen: ${freeze.reason || 'no reason is given'}.`,
        nextStep: 'Wait until the freeze is lifted, or ask who has set it.',
      }

const lookAtServices = async (
  client: ConsulClient,
  {terms}: DeployRequest,
  options: QueryOptions,
): Promise<readonly Finding[]> => {
  const {services} = terms
  if (services.length === 0) return []
  const looks = services.map(async name =>
    whySick(name, (await listServiceInstances(client, name, options)).data),
  )
  const sick = (await Promise.all(looks)).filter(why => why !== undefined)
  if (sick.length === 0)
    return [
      {
        about: 'services',
        severity: 'green',
        sentence: `${services.join(', ')} ${services.length === 1 ? 'passes' : 'pass'}.`,
      },
    ]
  return [
    {
      about: 'services',
      severity: 'yellow',
      sentence: `${sick.join('; ')}.`,
      nextStep: 'The first wave will be halted unless that changes.',
    },
  ]
}
