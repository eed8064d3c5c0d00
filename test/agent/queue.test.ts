import {expect, it} from 'vitest'
import {createQueue} from '../../src/agent/queue.ts'

it('does one thing after the other, and goes on after one that failed', async () => {
  const course: string[] = []
  const queue = createQueue(error => void course.push(String(error)))
  const task = (name: string) => async () => {
    course.push(`${name} begins`)
    await Promise.resolve()
    if (name === 'b') throw new Error('b fails')
    course.push(`${name} ends`)
  }
  for (const name of ['a', 'b', 'c']) queue.add(task(name))
  await queue.idle()
  expect(course).toEqual(['a begins', 'a ends', 'b begins', 'Error: b fails', 'c begins', 'c ends'])
})

it('begins nothing more once it drains', async () => {
  const done: number[] = []
  const queue = createQueue(() => undefined)
  queue.add(async () => {
    queue.drain()
    done.push(1)
  })
  queue.add(async () => void done.push(2))
  await queue.idle()
  expect(done).toEqual([1])
})
