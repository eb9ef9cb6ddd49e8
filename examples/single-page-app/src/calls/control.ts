import type { MethodName } from '@parley/sdk'
import type { Calls } from './call.ts'

export const lifecycle = {
  boot: (parley) => parley.boot({ locale: 'auto', theme: 'auto', user: { name: 'Ada' } }),
  ready: (parley, tell) => parley.ready(() => tell('ready')),
  update: (parley) => parley.update({ position: 'left', offsetX: 24 }),
  reset: (parley) => parley.reset({ keepVisitor: true }),
  instance: (parley) => parley.instance('second').getState(),
  create: (parley) => parley.create({ site: 'demo', name: 'second', launcher: 'none' }),
  destroy: (parley) => parley.instance('second').destroy(),
} satisfies Partial<Calls<MethodName>>

export const visibility = {
  show: (parley) => parley.show(),
  hide: (parley) => parley.hide(),
  open: (parley) => parley.open('home'),
  close: (parley) => parley.close(),
  toggle: (parley) => parley.toggle(),
  minimize: (parley) => parley.minimize(),
  maximize: (parley) => parley.maximize(),
  popout: (parley) => parley.popout(),
  expand: (parley) => parley.expand(),
  collapse: (parley) => parley.collapse(),
} satisfies Partial<Calls<MethodName>>

export const state = {
  getState: (parley) => parley.getState(),
  isOpen: (parley) => parley.isOpen(),
  getUnreadCount: (parley) => parley.getUnreadCount(),
  getVisitorId: (parley) => parley.getVisitorId(),
  getAvailability: (parley) => parley.getAvailability(),
} satisfies Partial<Calls<MethodName>>

export const events = {
  on: (parley, tell) => parley.on('unread', tell),
  once: (parley, tell) => parley.once('message:received', tell),
  off: (parley) => parley.off('unread'),
  onAny: (parley, tell) => parley.onAny(tell),
  before: (parley, tell) => parley.before('message:send', tell, { timeoutMs: 1000 }),
} satisfies Partial<Calls<MethodName>>

export const diagnostics = {
  debug: (parley) => parley.debug(true),
  selfTest: (parley) => parley.selfTest(),
} satisfies Partial<Calls<MethodName>>
