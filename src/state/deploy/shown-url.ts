import {hideUrlSecrets} from '../../deploy/manifest/source-url.ts'

/** A manifest's URL as screens and transcripts may have it: without a password, or the signature in a query. */
export const shownUrl = (url: string): string => hideUrlSecrets(url)

/** What a deploy is called where jobs are listed. */
export const describeDeploy = ({event, url}: {readonly event: string; readonly url: string}): string =>
  `${event} ${shownUrl(url)}`
