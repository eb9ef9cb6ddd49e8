import { signal } from '@preact/signals-core'
import { describe, expect, it } from 'vitest'
import type { Chat } from '../app/sdk/chat.ts'
import { isTalking } from './welcome.ts'

const NOW = Date.parse('2026-11-22T12:00:00Z')
const hoursAgo = (hours: number) => new Date(NOW - hours * 60 * 60_000).toISOString()

type Conversation = { id: string | null; status: string | null; hours: number | null }

/** A chat with a conversation on screen, whose last message was so long ago, and others in the list. */
function aChat(onScreen: Conversation | null, others: Conversation[] = []): Chat {
  const handle = onScreen && {
    id: signal(onScreen.id),
    fold: signal(onScreen.status && { status: onScreen.status }),
    timeline: signal(
      onScreen.hours === null ? [] : [{ type: 'message', ts: hoursAgo(onScreen.hours) }, { type: 'event' }],
    ),
  }
  const own = [...(onScreen?.id ? [onScreen] : []), ...others].map(({ id, status, hours }) => {
    return { id, status, updatedAt: hoursAgo(hours ?? 0) }
  })
  const models = { chat: { handle: signal(handle), own: signal(own) }, client: { now: () => NOW } }
  return { models } as unknown as Chat
}

describe('a conversation', () => {
  it.each<[string, Conversation | null, Conversation[], boolean]>([
    ['that there is none of', null, [], false],
    ['that is open and an hour old', { id: 'cnv_1', status: 'open', hours: 1 }, [], true],
    ['that nobody closed, quiet for a day', { id: 'cnv_1', status: 'open', hours: 25 }, [], false],
    ['that waits for the visitor, quiet for a day', { id: 'cnv_1', status: 'pending', hours: 25 }, [], false],
    ['that is closed', { id: 'cnv_1', status: 'closed', hours: 0 }, [], false],
    ['of which nothing is loaded yet', { id: 'cnv_1', status: null, hours: null }, [], false],
    ['that nobody has begun', { id: null, status: 'open', hours: null }, [], false],
    ['whose first message waits to be sent', { id: null, status: 'open', hours: 99 }, [], true],
    ['elsewhere in the list that goes on', null, [{ id: 'cnv_2', status: 'open', hours: 2 }], true],
    ['elsewhere in the list that is quiet', null, [{ id: 'cnv_2', status: 'open', hours: 30 }], false],
  ])('%s', (_, onScreen, others, is) => {
    expect(isTalking(aChat(onScreen, others))).toBe(is)
  })
})
