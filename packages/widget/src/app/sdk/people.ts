import type { Person } from '@parley/client/visitor'
import type { User } from '@parley/sdk/types'
import { checks } from './checks.ts'
import type { Commands } from './command.ts'
import { tellConversation, tellVisitor } from './conversation-facts.ts'
import { attributesOf, companyOf, fieldsOf, tagsOf, withoutKeys } from './facts.ts'
import type { Own, VisitorFacts } from './own.ts'
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

const PRIORITIES = ['low', 'normal', 'high', 'urgent'] as const

async function personOf(own: Own): Promise<Person> {
  const { models } = await own.chat()
  return await models.client.person()
}

/** What `user` says that only the client's own call takes; empty when nothing. */
function detailsOf(own: Own, { phone, company, attributes }: User): VisitorFacts {
  return {
    ...(phone && { phone }),
    ...(company && { company: companyOf(own, company) }),
    ...(attributes && { attributes: attributesOf(own, attributes) }),
  }
}

/** With a signed token it is believed at once; without one it is a note, and nobody becomes a visitor by it. */
async function identify(own: Own, user: User, options: { token?: string } = {}): Promise<void> {
  const check = checks(own)
  const { id, name, email } = check.object('user', user)
  checkTexts(own, user)
  const { token } = check.object('options', options)
  if (token !== undefined) check.text('options.token', token)
  const details = detailsOf(own, user)
  const profile = { ...(name && { name }), ...(email && { email }) }
  if (!token && isAnother(own, id)) await own.frame.widget.api.logout()
  own.held.user = { ...own.held.user, ...user }
  const known = token === undefined ? null : await (await personOf(own)).identify(token)
  await own.hold((chat) => chat.update(profile))
  if (Object.keys(details).length) await tellVisitor(own, details)
  own.emit('visitor:identified', { contactId: known?.contactId ?? null, id: id ?? null })
}

function checkTexts(own: Own, { id, name, email, phone }: User): void {
  for (const [key, value] of Object.entries({ id, name, email, phone }))
    if (value !== undefined) checks(own).text(key, value, key === 'email' ? 254 : 120)
}

function isAnother({ held }: Own, id: string | undefined): boolean {
  const before = held.user?.id
  return before !== undefined && id !== undefined && before !== id
}

/** Identity, attributes, routing, analytics and privacy. */
export const people: Pick<Commands, Names> = {
  identify,
  async setTokenProvider(own, provider) {
    if (provider !== null) checks(own).func('provider', provider)
    const person = await personOf(own)
    await person.setTokenProvider(provider && (async () => (await provider()) || null))
  },
  async logout(own) {
    const { frame, held, emit } = own
    held.user = held.visitor = held.conversation = undefined
    await frame.setOpen(false)
    await (await personOf(own)).logout()
    frame.remember(false)
    emit('unread', 0)
  },
  set: (own, attributes) => tellVisitor(own, { attributes: attributesOf(own, attributes) }),
  unset: (own, keys) => tellVisitor(own, { attributes: attributesOf(own, withoutKeys(own, keys)) }),
  setCompany: (own, company) => tellVisitor(own, { company: companyOf(own, company) }),
  setConversation: (own, attributes) => tellConversation(own, { fields: fieldsOf(own, attributes) }),
  unsetConversation: (own, keys) => tellConversation(own, { fields: fieldsOf(own, withoutKeys(own, keys)) }),
  addTags: (own, ...tags) => tellConversation(own, { tags: { add: tagsOf(own, tags), remove: [] } }),
  removeTags: (own, ...tags) => tellConversation(own, { tags: { add: [], remove: tagsOf(own, tags) } }),
  setDepartment: absent('routing by the page'),
  clearDepartment: absent('routing by the page'),
  setAgent: absent('routing by the page'),
  setPriority: (own, priority) =>
    tellConversation(own, { priority: checks(own).oneOf('priority', priority, PRIORITIES) }),
  setSkill: absent('routing by the page'),
  track(own, event, props = {}) {
    const name = checks(own).text('event', event, 80)
    const all = Object.entries(attributesOf(own, props)).flatMap(([at, value]) => (value === null ? [] : [[at, value]]))
    if (all.length > 20) checks(own).refuse('props', 'at most 20')
    // Kept back by the client, too, until there is a visitor to tell it of.
    return own.hold(async ({ models: { client } }) => {
      const person = await client.person().catch(() => null) // a timeline may miss a moment
      person?.track(name, Object.fromEntries(all))
    }) as Promise<void> | undefined
  },
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
