import { describe, expect, it } from 'vitest'
import { createCopies } from './copies.ts'
import { type Copy, MOST_AGE_MS } from './copy-store.ts'

const ONE = { params: { id: 'cnv_00000000000000000001' } }
const OTHER = { params: { id: 'cnv_00000000000000000002' } }

/** Answers as a request of a database does: later. */
function answered<T>(result: T, more: object = {}) {
  const request = { result, onsuccess: () => undefined, onupgradeneeded: () => undefined, ...more }
  queueMicrotask(() => {
    request.onupgradeneeded()
    request.onsuccess()
  })
  return request
}

/** As much of a browser's database as copies use. */
function aDatabase() {
  const copies = new Map<string, Copy>()
  function walk() {
    const left = [...copies.values()].sort((a, b) => b.at - a.at)
    const request = { result: null as object | null, onsuccess: () => undefined }
    const step = () => {
      const value = left.shift()
      request.result = value ? { value, delete: () => copies.delete(value.key), continue: step } : null
      queueMicrotask(request.onsuccess)
    }
    queueMicrotask(step)
    return request
  }
  const store = {
    put: (copy: Copy) => answered(void copies.set(copy.key, copy)),
    get: (key: string) => answered(copies.get(key)),
    delete: (key: string) => answered(void copies.delete(key)),
    index: () => ({ openCursor: walk }),
    createIndex: () => undefined,
  }
  function transaction() {
    const one = { objectStore: () => store, oncomplete: () => undefined }
    setTimeout(() => one.oncomplete())
    return one
  }
  const database = { transaction, createObjectStore: () => store, close: () => undefined }
  return { copies, factory: { open: () => answered(database) } as unknown as IDBFactory }
}

function aBrowser() {
  const { copies, factory } = aDatabase()
  let now = 0
  const open = () => createCopies({ indexedDB: () => factory, now: () => now }, 'parley-copies:one:ada')
  const later = (ms: number) => {
    now += ms
  }
  return { kept: copies, open, later }
}

describe('copies of what an agent saw', () => {
  it('are given back, until one is dropped', async () => {
    const { open, kept } = aBrowser()
    const copies = open()
    copies.keep('getConversation', ONE, { entries: ['secret'] })
    copies.keep('getConversation', OTHER, { entries: [] })
    expect(await copies.recall('getConversation', ONE)).toEqual({ entries: ['secret'] })
    copies.drop('getConversation', ONE)
    expect(await copies.recall('getConversation', ONE)).toBeUndefined()
    expect(await copies.recall('getConversation', OTHER)).toEqual({ entries: [] })
    expect(JSON.stringify([...kept])).not.toContain('secret')
  })

  it('are not given once nobody has looked for a month, and go with the next one', async () => {
    const { open, kept, later } = aBrowser()
    const copies = open()
    copies.keep('getConversation', ONE, { entries: ['secret'] })
    later(MOST_AGE_MS)
    expect(await copies.recall('getConversation', ONE)).toEqual({ entries: ['secret'] })
    later(1)
    expect(await copies.recall('getConversation', ONE)).toBeUndefined()
    const next = open()
    next.keep('getConversation', OTHER, { entries: [] })
    await expect.poll(() => JSON.stringify([...kept])).not.toContain('secret')
  })
})
