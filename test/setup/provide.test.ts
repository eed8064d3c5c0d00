import {existsSync, mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {afterEach, beforeEach, describe, expect, it} from 'vitest'
import {createReport} from '../../scripts/setup/report.mjs'
import {lockFile, provide} from '../../scripts/setup/step.mjs'

let root: string
let output: string

beforeEach(() => {
  root = mkdtempSync(`${tmpdir()}/lictor-step-`)
  output = ''
})

afterEach(() => rmSync(root, {recursive: true, force: true}))

function setup({isTTY = false} = {}) {
  const write = (text: string) => {
    output += text
  }
  return {root, env: {}, report: createReport({write, isTTY}, () => 0)}
}

describe('a step of set-up', () => {
  it('says nothing and takes no lock when what it provides is there', async () => {
    const found = await provide(setup(), {
      name: 'consul',
      doing: 'fetching',
      find: () => 'here',
      make: async () => expect.fail('made again'),
    })
    expect({found, output, locked: existsSync(lockFile(root))}).toEqual({
      found: 'here',
      output: '',
      locked: false,
    })
  })

  it('makes what is missing, tells so line by line, and gives the lock back', async () => {
    let made: string | undefined
    await provide(setup(), {
      name: 'consul',
      doing: 'fetching Consul',
      find: () => made,
      make: async detail => {
        detail('unpacking')
        made = 'here'
      },
    })
    expect(output).toBe('consul: fetching Consul\nconsul: unpacking\nconsul: ready in 0 s\n')
    expect(existsSync(lockFile(root))).toBe(false)
  })

  it('is made once when two want it at the same time', async () => {
    const made: string[] = []
    const step = {
      name: 'consul',
      doing: 'fetching',
      find: () => made[0],
      make: async () => void made.push('here'),
    }
    expect(await Promise.all([provide(setup(), step), provide(setup(), step)])).toEqual(['here', 'here'])
    expect(made).toEqual(['here'])
  })

  it('rewrites one line on a terminal', async () => {
    let made: string | undefined
    await provide(setup({isTTY: true}), {
      name: 'node',
      doing: 'installing',
      find: () => made,
      make: async () => {
        made = 'here'
      },
    })
    expect(output).toBe('\r\x1b[Knode: installing … 0 s\r\x1b[Knode: ready in 0 s\n')
  })

  it('gives the lock back when it fails', async () => {
    const make = async () => {
      throw new Error('no network')
    }
    const failing = provide(setup(), {name: 'node', doing: 'installing', find: () => undefined, make})
    await expect(failing).rejects.toThrow('no network')
    expect(existsSync(lockFile(root))).toBe(false)
  })
})
