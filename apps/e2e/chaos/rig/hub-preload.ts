// Loaded before a server (`--import`): its bus leads to the rig's hub. The query names the hub's port.
import { registerHooks } from 'node:module'

const MEMORY_BUS = '/bus/memory-bus.ts'
const { search } = new URL(import.meta.url)
const hubBus = new URL(`./hub-bus.ts${search}`, import.meta.url)

registerHooks({
  resolve(specifier, context, next) {
    const found = next(specifier, context)
    const isOurs = context.parentURL?.startsWith(hubBus.href) ?? false
    return found.url.endsWith(MEMORY_BUS) && !isOurs
      ? next(`${hubBus.href}&memory=${encodeURIComponent(found.url)}`, context)
      : found
  },
})
