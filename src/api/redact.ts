/** Takes secrets out of text that others wrote, and trims it to what a screen can hold. */
export type Redact = (text: string) => string

const limit = 500

export const createRedactor = (secrets: {
  readonly token?: string | undefined
  readonly basicAuth?: string | undefined
}): Redact => {
  const hidden = [secrets.token, ...basicAuthForms(secrets.basicAuth)]
    .filter(secret => secret !== undefined && secret !== '')
    // The longest first: a password inside the pair must not spoil the match of the pair.
    .toSorted((a, b) => (b?.length ?? 0) - (a?.length ?? 0))
  return text => {
    const clean = hidden.reduce<string>((rest, secret) => rest.replaceAll(secret ?? '', '***'), text).trim()
    return clean.length > limit ? `${clean.slice(0, limit)}…` : clean
  }
}

const basicAuthForms = (basicAuth: string | undefined): readonly (string | undefined)[] =>
  basicAuth === undefined
    ? []
    : [basicAuth, basicAuth.slice(basicAuth.indexOf(':') + 1), Buffer.from(basicAuth).toString('base64')]
