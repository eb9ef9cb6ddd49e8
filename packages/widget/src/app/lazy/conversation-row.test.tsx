import type { OwnConversation } from '@parley/protocol'
import { h, render } from 'preact'
import { beforeEach, expect, it, vi } from 'vitest'
import { kit } from '../ui/kit.ts'
import { conversationRow } from './conversation-row.ts'

beforeEach(async () => {
  vi.stubGlobal('PARLEY_TEXTS', '') // the build's
  await kit.loadMore()
})

const one = { assignee: null, updatedAt: '2026-11-20T12:00:00.000Z', unread: 0 } as OwnConversation

it.each([
  ['Yes: **two days**, see [prices](https://shop.example/prices)', 'Yes: two days, see prices'],
  ['- post\n- courier', 'post courier'],
  ['Which one?\n• Green\n• Black', 'Which one?\n• Green\n• Black'],
  ['Nothing <b>marked</b> here', 'Nothing <b>marked</b> here'],
])('a row tells what was said last as one reads it: %j', async (text, words) => {
  const place = document.createElement('div')
  render(h('div', null, conversationRow(kit, one, text)), place)
  await vi.waitFor(() => expect(place.querySelector('bdi.cut')?.textContent).toBe(words))
})
