import type { Client } from '@parley/client'
import { expect, it } from 'vitest'
import { settle } from '../../testing/fake-clock.ts'
import { createFakeWindow } from '../../testing/fake-window.ts'
import { idOf } from '../../testing/records.ts'
import type { Happening } from '../happenings.ts'
import { createTold } from './told.ts'

const RANG: Happening = { kind: 'waiting', key: 'waiting:1', n: 1, conversationId: idOf(1), title: 'Vera', body: '' }

/** A window to which nobody sits, and what it tells the server. */
function aWindow() {
  const { window, clock } = createFakeWindow()
  const sent: unknown[] = []
  let isAttended = false
  let look: () => void = () => undefined
  const call = async (name: string, input: { body?: unknown }) => {
    if (name === 'tellNotices') sent.push(input.body)
    return { key: 'key', devices: [{}] }
  }
  const told = createTold({
    client: { call } as unknown as Pick<Client, 'call' | 'connection'>, // the two calls that are made
    window: {
      ...window,
      isAttended: () => isAttended,
      onAttention(listener) {
        look = listener
        return () => undefined
      },
    },
  })
  const wait = async (ms: number) => {
    await clock.advance(ms)
    await settle()
  }
  const comeBack = () => {
    isAttended = true
    look()
  }
  return { told, sent, wait, comeBack }
}
const telling = (isSeen: boolean) => ({ told: [{ kind: 'waiting', conversationId: RANG.conversationId, isSeen }] })

it('N01 a ring to an empty chair is told as such, and as seen when somebody comes back in time', async () => {
  const { told, sent, wait, comeBack } = aWindow()
  told.add([RANG], false)
  await wait(1_000)
  expect(sent).toEqual([telling(false)])
  await wait(60_000)
  comeBack()
  comeBack()
  await wait(1_000)
  expect(sent).toEqual([telling(false), telling(true)])
})

it('N01 whoever comes back later says nothing more of it, and what is looked at is told as seen', async () => {
  const { told, sent, wait, comeBack } = aWindow()
  told.add([RANG], false)
  await wait(130_000)
  comeBack()
  await wait(1_000)
  expect(sent).toEqual([telling(false)])
  told.add([RANG], true)
  await wait(1_000)
  expect(sent).toEqual([telling(false), telling(true)])
})
