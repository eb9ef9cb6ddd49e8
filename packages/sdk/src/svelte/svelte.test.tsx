import { expect, it } from 'vitest'
import { createParley } from '../handle.ts'
import { fakePage, tick } from '../testing.ts'
import { latest, parley } from './index.ts'

const page = fakePage()
const url = 'https://chat.example.com'

it('is an action: the widget while the element is there, its listeners and its settings as they are now', async () => {
  const heard: unknown[] = []
  const options = { url, site: 'svelte', locale: 'en', on: { unread: (count: number) => heard.push(count) } }
  const action = parley(document.body, options)
  await tick()
  const widget = page.widget('svelte')
  widget?.happen('unread', 1)
  action.update({ ...options, locale: 'de', on: { unread: (count) => heard.push(`now ${count}`) } })
  await tick()
  widget?.happen('unread', 2)
  expect(heard).toEqual([1, 'now 2'])
  expect(widget?.calls).toEqual([
    ['boot', { locale: 'en' }],
    ['update', { locale: 'de' }],
  ])
  action.update({ url, site: 'svelte-b' })
  await tick()
  expect(widget?.calls.at(-1)).toEqual(['destroy'])
  action.destroy()
  await tick()
  expect(page.widget('svelte-b')?.calls).toEqual([['destroy']])
})

it('has a store of what an event told last, and listens only while somebody reads it', async () => {
  const widget = createParley({ url, site: 'svelte-c' })
  const seen: unknown[] = []
  const end = latest('unread', 0, widget).subscribe((count) => seen.push(count))
  await tick()
  page.widget('svelte-c')?.happen('unread', 5)
  end()
  expect(seen).toEqual([0, 5])
  expect(page.widget('svelte-c')?.listening()).toBe(0)
})
