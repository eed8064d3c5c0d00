/** What a pre-flight looks at. */
export type FindingAbout =
  | 'size'
  | 'targets'
  | 'dead'
  | 'waves'
  | 'manifest'
  | 'archive'
  | 'rights'
  | 'running'
  | 'freeze'
  | 'services'

/** `green`: fine; `yellow`: to be known before one goes on; `red`: the deploy will fail, or do harm. */
export type Severity = 'green' | 'yellow' | 'red'

/** One thing that a pre-flight has found. Texts are for the operator; parts of them come from the cluster and from manifests. */
export type Finding = {
  readonly about: FindingAbout
  readonly severity: Severity
  readonly sentence: string
  /** What to do about it; none where it is green. */
  readonly nextStep?: string | undefined
}

const RANK: Readonly<Record<Severity, number>> = {green: 0, yellow: 1, red: 2}

/** The worst of them; green where there is none. */
export const worstOf = (findings: readonly Finding[]): Severity =>
  findings.reduce<Severity>((worst, {severity}) => (RANK[severity] > RANK[worst] ? severity : worst), 'green')
