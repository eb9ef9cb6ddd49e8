import { checks } from './checks.ts'
import type { Commands } from './command.ts'
import type { Own } from './own.ts'
import { tellPage } from './pages.ts'

type Names =
  | ('identify' | 'setTokenProvider' | 'logout' | 'set' | 'unset' | 'setCompany')
  | ('setConversation' | 'unsetConversation' | 'addTags' | 'removeTags')
  | ('setDepartment' | 'clearDepartment' | 'setAgent' | 'setPriority' | 'setSkill')
  | ('track' | 'page' | 'pausePageTracking' | 'commerce' | 'setConsent' | 'exportMyData' | 'eraseMe')

/** What is wired once its part of the product is there. */
const absent =
  (what: string) =>
  ({ fail }: Own): never => {
    throw fail('not_available', `${what} is not part of this version yet`)
  }

/** Identity, attributes, routing, analytics and privacy. */
export const people: Pick<Commands, Names> = {
  async identify(own, user, options = {}) {
    const check = checks(own)
    const { id, name, email } = check.object('user', user)
    for (const [key, value] of Object.entries({ id, name, email }))
      if (value !== undefined) check.text(key, value, key === 'email' ? 254 : 120)
    if (options.token !== undefined) throw own.fail('not_available', 'signed identity is not part of this version yet')
    own.held.user = { ...own.held.user, ...user }
    await own.hold((chat) => chat.update({ ...(name && { name }), ...(email && { email }) }))
    own.emit('visitor:identified', { contactId: null, id: id ?? null })
  },
  setTokenProvider: absent('signed identity'),
  async logout({ frame, hold, emit }) {
    await frame.setOpen(false)
    await hold(async ({ models: { client, chat } }) => {
      await client.forget()
      frame.remember(false)
      chat.startNew()
    })
    emit('unread', 0)
  },
  set: absent('the store of attributes'),
  unset: absent('the store of attributes'),
  setCompany: absent('the store of companies'),
  setConversation: absent('the store of attributes'),
  unsetConversation: absent('the store of attributes'),
  addTags: absent('tagging by the page'),
  removeTags: absent('tagging by the page'),
  setDepartment: absent('routing by the page'),
  clearDepartment: absent('routing by the page'),
  setAgent: absent('routing by the page'),
  setPriority: absent('routing by the page'),
  setSkill: absent('routing by the page'),
  track: absent('the timeline'),
  page(own, overrides = {}) {
    checks(own).object('overrides', overrides)
    own.held.isPaused = false
    tellPage(own, overrides)
  },
  pausePageTracking(own) {
    own.held.isPaused = true
  },
  commerce: absent('the timeline'),
  setConsent(own, consent) {
    const check = checks(own)
    for (const [name, value] of Object.entries(check.object('consent', consent))) check.bool(name, value)
    if (consent.storage !== undefined) own.frame.store.decide(consent.storage ? 'granted' : 'denied')
    own.emit('consent', consent)
  },
  exportMyData: absent('the export'),
  eraseMe: absent('the erasure'),
}
