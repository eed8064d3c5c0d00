import {expect, it} from 'vitest'
import {hideUrlSecrets} from '../../../src/deploy/manifest/source-url.ts'

it.each([
  ['https://deploy:secret@host/x', 'https://…@host/x'],
  ['https://deploy:p@ssw0rd@host/x', 'https://…@host/x'],
  ['https://host/x@y?signature=z', 'https://host/x@y?…'],
  ['s3://bucket/key', 's3://bucket/key'],
])('of %s the secrets are hidden, and nothing else', (url, shown) => expect(hideUrlSecrets(url)).toBe(shown))
