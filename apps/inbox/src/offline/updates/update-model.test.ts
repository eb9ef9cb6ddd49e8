import { signal } from '@preact/signals'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createFakeClock, settle } from '../../testing/fake-clock.ts'
import { UpdateModel } from './update-model.ts'
import type { WorkerDoor } from './worker-door.ts'

function aPage({ isOutdated = false }: { isOutdated?: boolean } = {}) {
  const clock = createFakeClock()
  const missing = signal(0)
  const told = { reloads: 0, looks: 0, taken: 0 }
  let hear: Parameters<WorkerDoor['start']>[0] = () => undefined
  let waits = false
  let attend: () => void = () => undefined
  const worker: WorkerDoor = {
    start(onNews) {
      hear = onNews
    },
    look: () => void told.looks++,
    takeOver() {
      if (waits) told.taken++
      return waits
    },
  }
  const model = new UpdateModel({
    ...{ worker, timers: clock, missing, isOutdated: async () => isOutdated },
    onAttention(listener) {
      attend = listener
      return () => undefined
    },
    reload: () => void told.reloads++,
  })
  onTestFinished(() => model[Symbol.dispose]())
  const news = (what: Parameters<typeof hear>[0]) => {
    waits = what === 'waits'
    hear(what)
  }
  return { model, clock, missing, told, news, attend: () => attend() }
}

describe('a new build of the inbox', () => {
  it('is told, and nothing happens until somebody takes it', async () => {
    const { model, clock, told, news } = aPage()
    expect(model.phase.value).toBe('none')
    news('waits')
    await clock.advance(24 * 3_600_000)
    expect(model.phase.value).toBe('ready')
    expect(told).toMatchObject({ reloads: 0, taken: 0 })
  })

  it('takes over first, and only then the page is loaded again', async () => {
    const { model, told, news } = aPage()
    news('waits')
    model.take()
    expect(model.phase.value).toBe('taking')
    expect(told).toMatchObject({ taken: 1, reloads: 0 })
    news('took_over')
    expect(told.reloads).toBe(1)
  })

  it('can be taken again by whoever stayed for what is unsaved, and is asked no second time unbidden', async () => {
    const { model, told, news, clock } = aPage()
    news('waits')
    model.take()
    news('took_over')
    expect(model.phase.value).toBe('ready')
    await clock.advance(60_000)
    expect(told.reloads).toBe(1)
    model.take()
    expect(told.reloads).toBe(2)
    const slow = aPage()
    slow.news('waits')
    slow.model.take()
    await slow.clock.advance(5000)
    expect(slow.told.reloads).toBe(1)
    expect(slow.model.phase.value).toBe('ready')
  })

  it('that another tab took is told here, and does not take this page away', () => {
    const { model, told, news } = aPage()
    news('took_over')
    expect(model.phase.value).toBe('ready')
    expect(told.reloads).toBe(0)
    model.take()
    expect(told.reloads).toBe(1)
  })

  it('is told once a part of the app is gone with the old one', async () => {
    const { model, missing } = aPage({ isOutdated: true })
    missing.value++
    await settle()
    expect(model.phase.value).toBe('ready')
  })

  it('is no reason where a part did not come for want of a line', async () => {
    const { model, missing } = aPage()
    missing.value++
    await settle()
    expect(model.phase.value).toBe('none')
  })

  it('that no worker has is fetched before the page is loaded again, or after a while all the same', async () => {
    const { model, missing, told, news, clock } = aPage({ isOutdated: true })
    missing.value++
    await settle()
    model.take()
    expect(told).toMatchObject({ looks: 1, reloads: 0 })
    news('waits')
    expect(told.taken).toBe(1)
    news('took_over')
    expect(told.reloads).toBe(1)
    const bare = aPage({ isOutdated: true })
    bare.missing.value++
    await settle()
    bare.model.take()
    await bare.clock.advance(5000)
    expect(bare.told.reloads).toBe(1)
    await clock.advance(0)
  })

  it('can wait, is looked for when somebody comes back to the page, and is told again', async () => {
    const { model, told, news, attend, clock } = aPage()
    news('waits')
    model.later()
    expect(model.phase.value).toBe('none')
    attend()
    expect(told.looks).toBe(1)
    await clock.advance(15 * 60_000)
    expect(told.looks).toBe(2)
    news('waits')
    expect(model.phase.value).toBe('ready')
  })
})
