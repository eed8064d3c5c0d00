import {openFile} from './file-source.ts'
import {openHttp} from './http-source.ts'
import {openS3} from './s3-source.ts'
import type {OpenSource, SourceContext} from './source.ts'

/** Of a URL that `parseSourceUrl` has found good. @throws DeployError for an answer that is not the file */
export const openSource = (url: URL, context: SourceContext): Promise<OpenSource> => {
  if (url.protocol === 'file:') return openFile(url)
  return url.protocol === 's3:' ? openS3(url, context) : openHttp(url, context)
}
