const SCHEMES = ['http:', 'https:', 'file:', 's3:']

/** A URL that manifests and archives are fetched from, or the sentence that says why it is none. */
export const parseSourceUrl = (text: string): URL | string => {
  const url = URL.parse(text)
  if (url === null)
    return `${hideUrlSecrets(text)} is not a URL: it begins with http://, https://, file:// or s3://`
  if (url.protocol === 'gs:')
    return 'Google Cloud Storage (gs://) is not supported: serve the file over https or s3'
  if (!SCHEMES.includes(url.protocol))
    return `${url.protocol}// is not supported: use http, https, file or s3`
  if (url.protocol === 's3:' && (url.hostname === '' || url.pathname.length < 2)) {
    return `${hideUrlSecrets(text)} lacks bucket or key: s3://bucket/key`
  }
  if (url.protocol === 'file:' && url.hostname !== '') {
    return `${hideUrlSecrets(text)} names a host: a file of this one is file:///path`
  }
  return url
}

/** For logs and screens: a password goes, and the query too, where presigned URLs carry their signature. */
export const hideUrlSecrets = (text: string): string =>
  text.replace(/^([a-z0-9+.-]+:\/\/)[^/?#]*@/i, '$1…@').replace(/\?.*$/s, '?…')
