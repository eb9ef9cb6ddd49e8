import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createEnvironment } from './environment.ts'

const denied = () => {
  throw new DOMException('denied', 'SecurityError')
}

describe('a page whose browser keeps storage away', () => {
  const scope = {
    document: {} as Document,
    BroadcastChannel: class {
      constructor() {
        denied()
      }
    },
    navigator: { locks: { request: async () => denied() } },
  } as unknown as Partial<typeof globalThis>
  const environment = createEnvironment(scope)

  it('R21 has no channel to other tabs, and no exception', () => {
    expect(environment.openChannel('parley', () => undefined)).toBeNull()
  })

  it('R21 does without locks, and what it would have locked fails for its own reasons only', async () => {
    expect(await environment.lock('parley', async () => 1)).toBe(1)
    await expect(environment.lock('parley', () => Promise.reject(new Error('own')))).rejects.toThrow('own')
  })
})

describe('the database of a page', () => {
  const database = {} as IDBFactory
  let draw: (() => void) | undefined
  let found: IDBFactory | undefined

  beforeEach(() => {
    vi.useFakeTimers()
    draw = found = undefined
    vi.stubGlobal('requestAnimationFrame', (work: () => void) => {
      draw = work
    })
    const environment = createEnvironment({ document: {} as Document, indexedDB: database })
    void Promise.resolve(environment.indexedDB()).then((factory) => {
      found = factory
    })
  })
  afterEach(() => {
    vi.useRealTimers()
    vi.unstubAllGlobals()
  })

  it('does not hold up the frame that is under way', async () => {
    await vi.advanceTimersByTimeAsync(20)
    expect(found).toBeUndefined()
    draw?.()
    expect(found).toBeUndefined()
    await vi.advanceTimersByTimeAsync(20)
    expect(found).toBe(database)
  })

  it('waits for no frame where none is made', async () => {
    await vi.advanceTimersByTimeAsync(1_000)
    expect(found).toBe(database)
  })
})

it('a process without a page keeps nothing, has no other tabs, and is always visible', async () => {
  const environment = createEnvironment()
  expect([environment.storage(), environment.indexedDB(), environment.openChannel('parley', () => undefined)]).toEqual([
    undefined,
    undefined,
    null,
  ])
  expect(environment.isVisible()).toBe(true)
  expect(await environment.lock('parley', async () => 'done')).toBe('done')
  environment.on('online', () => undefined)()
  expect(environment.randomBytes(16)).toHaveLength(16)
})
