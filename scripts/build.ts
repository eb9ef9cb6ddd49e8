import { buildInbox } from './build/inbox.ts'
import { buildWidget } from './build/widget.ts'

const began = performance.now()
await Promise.all([buildWidget(), buildInbox()])
console.error(`[build] widget and inbox in ${Math.round(performance.now() - began)} ms`)
