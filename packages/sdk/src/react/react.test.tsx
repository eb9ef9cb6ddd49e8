import { act, createElement, type ReactNode, StrictMode } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { renderToString } from 'react-dom/server'
import { afterEach, expect, it } from 'vitest'
import { fakePage, tick } from '../testing.ts'
import { ParleyProvider, type ParleyProviderProps, useParley, useParleyLatest } from './index.ts'

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })
const page = fakePage()
const url = 'https://chat.example.com'
const roots: Root[] = []

function Badge() {
  const parley = useParley()
  const unread = useParleyLatest('unread', 0)
  return createElement('button', { type: 'button', onClick: () => void parley.open() }, `${unread} unread`)
}

async function draw(root: Root, props: ParleyProviderProps, inside: ReactNode = createElement(Badge)): Promise<void> {
  await act(async () => {
    root.render(createElement(StrictMode, null, createElement(ParleyProvider, props, inside)))
  })
  await act(() => tick()) // effects have run: the script comes
}

function aRoot() {
  const place = document.createElement('div')
  document.body.append(place)
  const root = createRoot(place)
  roots.push(root)
  return { root, place }
}
afterEach(async () => {
  await act(async () => {
    for (const root of roots.splice(0)) root.unmount()
  })
  await tick()
})

it('puts one widget on the page although React mounts twice, tells events, and takes everything off', async () => {
  const { root, place } = aRoot()
  const heard: unknown[] = []
  await draw(root, { url, site: 'react', on: { unread: (count) => heard.push(count) } })
  const widget = page.widget('react')
  expect(page.scripts.filter(({ src }) => src.endsWith('/s/react.js'))).toHaveLength(1)
  expect(widget?.calls).toEqual([])
  await act(async () => widget?.happen('unread', 3))
  expect(place.textContent).toBe('3 unread')
  await draw(root, { url, site: 'react', on: { unread: (count) => heard.push(`again ${count}`) } })
  await act(async () => widget?.happen('unread', 4))
  expect(heard).toEqual([3, 'again 4'])
  place.querySelector('button')?.click()
  await tick()
  expect(widget?.calls).toEqual([['open']])
  await act(async () => roots.splice(0)[0]?.unmount())
  await tick()
  expect(widget?.listening()).toBe(0)
  expect(widget?.calls.at(-1)).toEqual(['destroy'])
})

it('changes settings on the page, and another site is another widget', async () => {
  const { root } = aRoot()
  await draw(root, { url, site: 'react-a', locale: 'en' })
  const first = page.widget('react-a')
  await draw(root, { url, site: 'react-a', locale: 'de' })
  expect(first?.calls).toEqual([
    ['boot', { locale: 'en' }],
    ['update', { locale: 'de' }],
  ])
  await draw(root, { url, site: 'react-b', locale: 'de' })
  expect(first?.calls.at(-1)).toEqual(['destroy'])
  expect(page.widget('react-b')?.calls).toEqual([['boot', { locale: 'de' }]])
})

it('is drawn on a server without doing anything, and says what is missing around a hook', () => {
  const before = page.scripts.length
  const inside = createElement(Badge)
  expect(renderToString(createElement(ParleyProvider, { url, site: 'server' }, inside))).toContain('0 unread')
  expect(page.scripts).toHaveLength(before)
  expect(() => renderToString(inside)).toThrow('ParleyProvider')
})
