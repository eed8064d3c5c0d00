import type {Placement} from './placement.ts'
import {type CheckSpec, type CheckStatus, exitCodes} from './service-spec.ts'

/** The body of `/v1/agent/service/register` for one instance. */
export function registrationOf(
  placement: Placement,
  urlOf: (id: string) => string,
): Readonly<Record<string, unknown>> {
  const {agent, spec, id, index, port} = placement
  return {
    ID: id,
    Name: spec.name,
    Tags: [...spec.tags, ...(spec.instanceTags?.[index] ?? [])],
    Address: new URL(agent.httpAddress).hostname,
    Port: port,
    Meta: spec.meta,
    ...(spec.weights === undefined ? {} : {Weights: spec.weights}),
    Checks: spec.checks(index).map((check, position) => ({
      CheckID: checkId(id, position),
      Name: check.name,
      ...checkBody(check, urlOf(id)),
    })),
  }
}

/** The id of the nth check of an instance, counted from 0. */
export function checkId(instanceId: string, position: number): string {
  return `${instanceId}:check-${position + 1}`
}

/** A check that prints the lines and exits with the code that means the status. */
export function scriptCheck(
  status: CheckStatus,
  lines: readonly string[],
): Readonly<Record<string, unknown>> {
  const script = `printf '%s\\n' "$@"; exit ${exitCodes[status]}`
  return {Args: ['/bin/sh', '-c', script, 'check', ...lines], Interval: '5s', Timeout: '4s', Status: status}
}

function checkBody(check: CheckSpec, url: string): Readonly<Record<string, unknown>> {
  switch (check.kind) {
    case 'http':
      return {HTTP: url, Interval: `${check.everySeconds ?? 2}s`, Timeout: '1s', Status: 'passing'}
    case 'ttl':
      return {TTL: '20s', Status: check.status}
    case 'script':
      return scriptCheck(check.status, check.lines)
  }
}
