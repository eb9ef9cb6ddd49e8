import { expect, it } from 'vitest'
import { createApp, createSSRApp, defineComponent, h, nextTick, reactive } from 'vue'
import { renderToString } from 'vue/server-renderer'
import { fakePage, tick } from '../testing.ts'
import { ParleyProvider, provideParley, useParley, useParleyLatest } from './index.ts'

const page = fakePage()
const url = 'https://chat.example.com'

const Badge = defineComponent({
  setup() {
    const parley = useParley()
    const unread = useParleyLatest('unread', 0)
    return () => h('button', { onClick: () => void parley.open() }, `${unread.value} unread`)
  },
})

it('puts the widget on the page, tells events, changes settings, and takes everything off', async () => {
  const options = reactive({ url, site: 'vue', locale: 'en' })
  const heard: unknown[] = []
  const on = { unread: (count: number) => heard.push(count) }
  const app = createApp({ render: () => h(ParleyProvider, { options, on }, () => h(Badge)) })
  const place = document.createElement('div')
  app.mount(place)
  await tick()
  const widget = page.widget('vue')
  widget?.happen('unread', 2)
  await nextTick()
  expect(place.textContent).toBe('2 unread')
  expect(heard).toEqual([2])
  place.querySelector('button')?.click()
  options.locale = 'de'
  await tick()
  expect(widget?.calls).toEqual([['boot', { locale: 'en' }], ['open'], ['update', { locale: 'de' }]])
  app.unmount()
  await tick()
  expect(widget?.listening()).toBe(0)
  expect(widget?.calls.at(-1)).toEqual(['destroy'])
})

it('is drawn on a server without doing anything, and says what is missing around a composable', async () => {
  const before = page.scripts.length
  const app = createSSRApp({
    setup() {
      provideParley({ url, site: 'server' })
      return () => h(Badge)
    },
  })
  expect(await renderToString(app)).toContain('0 unread')
  expect(page.scripts).toHaveLength(before)
  const bare = createSSRApp({ render: () => h(Badge) })
  bare.config.warnHandler = () => undefined
  await expect(renderToString(bare)).rejects.toThrow('provideParley')
})
