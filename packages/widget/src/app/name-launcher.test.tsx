import { signal } from '@preact/signals-core'
import { expect, it } from 'vitest'
import { nameLauncher } from './name-launcher.ts'

it.each([
  [0, false, 'Open chat', ''],
  [3, false, 'Open chat, New messages: 3', '3'],
  [120, false, 'Open chat, New messages: 99+', '99+'],
  [3, true, 'Close chat', '3'],
])('%s unread with the chat open (%s): the launcher says “%s” and shows “%s”', (unread, isOpen, name, badge) => {
  const button = document.createElement('button')
  nameLauncher({ isOpen: signal(isOpen), unread: signal(unread) }, button)
  expect([button.getAttribute('aria-label'), button.dataset['unread'], button.lang]).toEqual([name, badge, 'en'])
})

it('keeps the label that it shows as its name', () => {
  const button = document.createElement('button')
  button.dataset['label'] = 'Ask us'
  nameLauncher({ isOpen: signal(false), unread: signal(1) }, button)
  expect(button.getAttribute('aria-label')).toBe('Ask us, New messages: 1')
})
