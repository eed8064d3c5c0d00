import {expect, it} from 'vitest'
import {describeDeploy} from '../../../src/state/deploy/shown-url.ts'

it.each([
  ['https://ann:secret@releases.example.com/42.yml', 'https://…@releases.example.com/42.yml'],
  ['https://bucket.example.com/42.yml?X-Amz-Signature=secret', 'https://bucket.example.com/42.yml?…'],
  ['s3://bucket/42.yml', 's3://bucket/42.yml'],
])('lists the deploy of %s without what is secret in it', (url, shown) => {
  expect(describeDeploy({event: 'deploy', url})).toBe(`deploy ${shown}`)
})
