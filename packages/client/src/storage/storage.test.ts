import { Cmid } from '@parley/protocol'
import { IDBFactory } from 'fake-indexeddb'
import { describe, expect, it } from 'vitest'
import type { Environment } from '../environment.ts'
import { added, type Change } from '../outbox/entries.ts'
import { createStorage } from './storage.ts'

/** A browser's storage that answers until it is `silent`, and timers that ring when they are told to. */
function aWorld() {
  const timers = new Map<number, () => void>()
  let lastTimer = 0
  const ring = () => {
    const [first] = timers
    if (!first) return
    timers.delete(first[0])
    first[1]()
  }
  const world = { isSilent: false, ring }
  const real = new IDBFactory()
  const open = (name: string, version: number) => {
    const opening = real.open(name, version)
    opening.addEventListener('success', () => {
      const database = opening.result
      const transaction = database.transaction.bind(database)
      const nothing = { objectStore: () => ({ getAll: () => ({}) }) } as unknown as IDBTransaction
      database.transaction = (...args) => (world.isSilent ? nothing : transaction(...args))
    })
    return opening
  }
  const env = {
    indexedDB: () => ({ open }) as unknown as IDBFactory,
    setTimeout: (run: () => void) => timers.set(++lastTimer, run) && lastTimer,
    clearTimeout: (timer: unknown) => timers.delete(timer as number),
  } as unknown as Environment
  return { world, storage: createStorage(env, 'parley:shop', () => undefined) }
}

const cmidOf = (n: number): Cmid => Cmid.parse(String(n).padStart(26, '0'))
const add = (n: number): Change =>
  added({ cmid: cmidOf(n), tab: 'tab', kind: 'msg.new', body: {}, at: 0, key: null, conversationId: null })

describe('storage', () => {
  it('R04 SYNC-69 keeps the order of what a silent storage was asked for and of what came when memory had taken over', async () => {
    const { world, storage } = aWorld()
    await storage.update(add(1))
    world.isSilent = true
    const [second, third] = [storage.update(add(2)), storage.update(add(3))]
    await new Promise(setImmediate)
    world.ring()
    await second
    const fourth = storage.update(add(4))
    await new Promise(setImmediate)
    world.ring()
    await Promise.all([third, fourth])
    const entries = await storage.update((all) => all)
    expect(entries.map(({ cmid, seq }) => [seq, cmid])).toEqual([1, 2, 3, 4].map((n) => [n, cmidOf(n)]))
  })
})
