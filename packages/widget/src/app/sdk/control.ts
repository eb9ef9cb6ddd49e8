import type { EventName, HookName, Options } from '@parley/sdk/types'
import type { Add } from '../../loader/frame.ts'
import { checks } from './checks.ts'
import type { Commands } from './command.ts'
import { HOOK_MS } from './hooks.ts'
import { callNoMore } from './leave.ts'
import type { Own } from './own.ts'
import { stateOf } from './state.ts'

const HOOKS = ['message:send', 'message:display', 'conversation:start', 'open', 'upload'] as const satisfies HookName[]

type Names =
  | ('boot' | 'ready' | 'update' | 'reset' | 'create')
  | ('show' | 'hide' | 'open' | 'close' | 'toggle' | 'minimize' | 'maximize')
  | ('getState' | 'isOpen' | 'getUnreadCount' | 'getVisitorId' | 'getAvailability' | 'getUploadPolicy')
  | ('before' | 'on' | 'once' | 'off' | 'onAny' | 'debug' | 'selfTest')

/** The loader's own commands, with arguments that only we understand. */
const loaders = (own: Own) => own.frame.widget.api

function listen(own: Own, type: EventName | '*', fn: unknown, isOnce = false): void {
  const check = checks(own)
  check.text('the name of the event', type, 60)
  check.func('the listener', fn)
  own.listeners.add(type, fn as (event: unknown) => void, isOnce)
}

/** Lifecycle, visibility, state, events, hooks and diagnostics. */
export const control: Pick<Commands, Names> = {
  boot: (own, options) => apply(own, options),
  update: (own, options) => apply(own, options),
  ready(own, fn) {
    const { api } = own.frame.widget
    const call = fn && checks(own).func('fn', fn)
    if (call) queueMicrotask(() => call(api))
    return api
  },
  async reset(own, options = {}) {
    const { emit, hold, frame } = own
    await frame.setOpen(false)
    await hold(async ({ models: { chat, client, composer } }) => {
      composer.write('')
      for (const file of composer.files.peek()) file.remove()
      if (!options.keepVisitor) {
        await callNoMore(own)
        await client.forget()
      }
      frame.remember(false)
      chat.startNew()
    })
    emit('unread', 0)
  },
  async create(own, options) {
    const check = checks(own)
    const site = check.text('site', check.object('options', options).site, 60)
    const answer = await fetch(`${own.frame.settings.api}/api/v1/sites/${encodeURIComponent(site)}/settings`)
      .then((response) => response.json())
      .catch(() => ({ code: 'network', detail: 'the server did not answer' }))
    if (answer.code) throw own.fail(answer.code, answer.detail)
    const { add } = own.frame.widget.api as unknown as { add: Add } // the loader's own, not promised to pages
    return add(options.name ?? site, answer, options)
  },

  show: (own) => loaders(own).show(),
  hide: (own) => loaders(own).hide(),
  async open(own, view) {
    const api = loaders(own)
    if (view === undefined) return api.open()
    const where = checks(own).oneOf('view', view, ['home', 'conversations', 'new'])
    if (where === 'home') return api.openHome()
    return where === 'new' ? api.openNew() : api.openConversations()
  },
  close: (own) => loaders(own).close(),
  toggle: (own) => loaders(own).toggle(),
  minimize: (own) => loaders(own).close(),
  maximize: (own) => loaders(own).open(),

  getState: (own) => stateOf(own),
  isOpen: (own) => stateOf(own).open,
  getUnreadCount: (own) => stateOf(own).unread,
  getVisitorId: (own) => stateOf(own).visitorId,
  async getAvailability(own, departmentId) {
    if (departmentId !== undefined) checks(own).id('departmentId', departmentId, 'dep')
    return (await import('./asked-options.ts')).availabilityOf(own)
  },
  getUploadPolicy: async (own) => (await import('./asked-options.ts')).uploadPolicyOf(own),

  before(own, name, fn, options = {}) {
    const check = checks(own)
    const { timeoutMs } = check.object('options', options)
    if (timeoutMs !== undefined) check.number('timeoutMs', timeoutMs, 1, HOOK_MS.most)
    const end = own.hooks.add(check.oneOf('name', name, HOOKS), check.func('fn', fn), options)
    if (name === 'message:display' && !own.held.isShowing) {
      own.held.isShowing = true
      void own.hold((chat) => import('./display.ts').then(({ show }) => show(own, chat)))
    }
    return end
  },
  on: (own, name, fn) => listen(own, name, fn),
  once: (own, name, fn) => listen(own, name, fn, true),
  onAny: (own, fn) => listen(own, '*', fn),
  off: (own, name, fn) => own.listeners.remove(name, fn),

  debug(own, on) {
    own.isDebugging = checks(own).bool('on', on)
    return import('./debug.ts').then(({ follow }) => follow(own))
  },
  selfTest: async (own) => (await import('./self-test.ts')).selfTest(own),
}

/** Each option is one of the commands; what is not named stays. */
async function apply(own: Own, given: Options): Promise<void> {
  const { applyOptions } = await import('./options.ts')
  await applyOptions(own, checks(own).object('options', given))
}
