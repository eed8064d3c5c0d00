import {parseSourceUrl} from '../../../deploy/manifest/source-url.ts'
import {DeployError} from '../errors.ts'
import {openFile} from './file-source.ts'
import {openHttp} from './http-source.ts'
import {openS3} from './s3-source.ts'
import type {OpenSource, SourceContext} from './source.ts'

/** @throws DeployError for what is no such URL, and for an answer that is not the file. */
export const openSource = (text: string, context: SourceContext): Promise<OpenSource> => {
  const url = parseSourceUrl(text)
  if (typeof url === 'string') throw new DeployError(url)
  if (url.protocol === 'file:') return openFile(url)
  return url.protocol === 's3:' ? openS3(url, context) : openHttp(url, context)
}
