// The entries for browsers, imported where there is no window: nothing happens, and nothing throws.
import { createParley, load } from '@parley/sdk'
import * as react from '@parley/sdk/react'
import * as svelte from '@parley/sdk/svelte'
import * as vue from '@parley/sdk/vue'

const parley = createParley({ url: 'https://chat.example.com', site: 'demo' })
const off = parley.on('unread', () => undefined)
off()
const calls = [load({ url: 'https://chat.example.com', site: 'demo' }), parley.open()]
const first = await Promise.race([...calls, new Promise((done) => setTimeout(done, 50, 'pending'))])
export const made = { first, names: [react, vue, svelte].map((entry) => Object.keys(entry).length > 2) }
