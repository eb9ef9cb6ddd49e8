import type { Announcement } from '@parley/protocol'
import { describe, expect, it } from 'vitest'
import { createFakeClient } from '../testing/fake-client.ts'
import { createFakeClock, settle } from '../testing/fake-clock.ts'
import { at } from '../testing/records.ts'
import { AnnouncementsModel } from './announcements-model.ts'

const announced = (n: number, change: Partial<Announcement> = {}): Announcement => ({
  id: `ann_0000000000000000000${n}`,
  scope: { type: 'workspace' },
  text: `News ${n}`,
  by: 'agt_00000000000000000002',
  createdAt: at(n),
  expiresAt: '2100-01-01T00:00:00.000Z',
  isRead: false,
  ...change,
})

async function aModel(announcements: Announcement[], answers: object = {}) {
  const fake = createFakeClient({
    listAnnouncements: () => ({ announcements }),
    readAnnouncement: () => undefined,
    ...answers,
  })
  const clock = createFakeClock()
  const model = new AnnouncementsModel({ client: fake.client, env: clock })
  await model.load()
  await settle()
  return { ...fake, clock, model }
}

describe('announcements', () => {
  it('are shown one after the other, the oldest first, each until it was read', async () => {
    const { model } = await aModel([announced(3), announced(2, { isRead: true }), announced(1)])
    expect(model.shown.value?.text).toBe('News 1')
    model.dismiss('ann_00000000000000000001')
    expect(model.shown.value?.text).toBe('News 3')
    model.dismiss('ann_00000000000000000003')
    expect(model.shown.value).toBe(null)
  })

  it('are not shown once they are over', async () => {
    const { model } = await aModel([announced(1, { expiresAt: '2000-01-01T00:00:00.000Z' })])
    expect(model.shown.value).toBe(null)
  })

  it('say that they could not be read, and are read at the next try', async () => {
    let isDown = true
    const { model } = await aModel([], {
      listAnnouncements: () => {
        if (isDown) throw new Error('down')
        return { announcements: [announced(1)] }
      },
    })
    expect(model.state.value).toBe('failed')
    isDown = false
    await model.load()
    expect([model.state.value, model.all.value.length]).toEqual(['ready', 1])
  })

  it('an older answer brings nothing back, and neither does one that the server gave before it heard', async () => {
    const slow: ((all: object) => void)[] = []
    const { model, answers } = await aModel([announced(1)])
    answers.listAnnouncements = () => new Promise((resolve) => slow.push(resolve))
    const [older, newer] = [model.load(), model.load()]
    model.dismiss('ann_00000000000000000001')
    slow[1]?.({ announcements: [announced(1), announced(2, { isRead: true })] })
    await newer
    expect([model.shown.value, model.all.value.length]).toEqual([null, 2])
    slow[0]?.({ announcements: [announced(1)] })
    await older
    expect([model.shown.value, model.all.value.length]).toEqual([null, 2])
  })

  it('one that the server did not hear of comes back at the next look', async () => {
    const { model } = await aModel([announced(1)], {
      readAnnouncement: () => {
        throw new Error('down')
      },
    })
    model.dismiss('ann_00000000000000000001')
    await settle()
    await model.load()
    expect(model.shown.value?.text).toBe('News 1')
  })

  it('what was posted stands there once, whichever word of it comes first', async () => {
    const { model, answers } = await aModel([announced(1)])
    answers.createAnnouncement = async () => {
      answers.listAnnouncements = () => ({ announcements: [announced(2), announced(1)] })
      await model.load()
      return announced(2)
    }
    await model.post({ scope: { type: 'workspace' }, text: 'News 2', expiresAt: announced(2).expiresAt })
    expect(model.all.value.map(({ text }) => text)).toEqual(['News 2', 'News 1'])
  })
})
