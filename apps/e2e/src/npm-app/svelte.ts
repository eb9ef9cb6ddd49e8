import { mount, unmount } from 'svelte'
import App from './App.svelte'

const app = mount(App, { target: document.body, props: { url: document.documentElement.dataset['server'] ?? '' } })
Object.assign(globalThis, { end: () => unmount(app) })
