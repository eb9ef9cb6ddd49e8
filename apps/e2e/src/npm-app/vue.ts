import { provideParley, useParley, useParleyLatest } from '@parley/sdk/vue'
import { createApp, defineComponent, h } from 'vue'

const { server: url = '' } = document.documentElement.dataset

const Help = defineComponent(() => {
  const parley = useParley()
  const opened = useParleyLatest('opened', null)
  return () => h('button', { onClick: () => void parley.open() }, opened.value === null ? 'Ask us' : 'was opened')
})
const app = createApp(
  defineComponent(() => {
    provideParley({ url, site: 'demo' })
    return () => h(Help)
  }),
)
app.mount(document.body.appendChild(document.createElement('main')))
Object.assign(globalThis, { end: () => app.unmount() })
