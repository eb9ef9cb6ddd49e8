import type { Person } from '@parley/client/visitor'
import type { User } from '@parley/sdk/types'
import { tellCampaigns } from './campaigns.ts'
import { checks } from './checks.ts'
import type { Commands } from './command.ts'
import { tellConversation, tellVisitor } from './conversation-facts.ts'
import { attributesOf, companyOf, fieldsOf, tagsOf, withoutKeys } from './facts.ts'
import { callNoMore } from './leave.ts'
import type { Own, VisitorFacts } from './own.ts'
import { tellPage } from './pages.ts'

type Names =
  | ('identify' | 'setTokenProvider' | 'logout' | 'set' | 'unset' | 'setCompany')
  | ('setConversation' | 'unsetConversation' | 'addTags' | 'removeTags')
  | 'setPriority'
  | ('track' | 'page' | 'pausePageTracking' | 'commerce' | 'setConsent' | 'exportMyData' | 'eraseMe')

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
  tellCampaigns(own, { type: 'attributes', attributes: { ...(id && { id }), ...profile } })
  const known = token === undefined ? null : await (await personOf(own)).identify(token)
  if (known?.isOther) await callNoMore(own)
  await own.hold((chat) => chat.update(profile))
  if (Object.keys(details).length) await tellVisitor(own, details)
  own.emit('visitor:identified', { contactId: known?.contactId ?? null, id: id ?? null })
}

/** As the server takes addresses (zod's `email`): one that it refuses would take the name beside it along. */
const EMAIL = /^(?!\.)(?!.*\.\.)[\w'+.-]*[\w+-]@([a-z\d][a-z\d-]*\.)+[a-z]{2,}$/i

function checkTexts(own: Own, { id, name, email, phone }: User): void {
  if (email !== undefined && !EMAIL.test(email)) checks(own).refuse('email', 'an address such as ada@example.com')
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
    held.user = held.visitor = held.conversation = held.tags = undefined
    tellCampaigns(own, { type: 'attributes', attributes: null })
    await frame.setOpen(false)
    await callNoMore(own)
    await (await personOf(own)).logout()
    frame.remember(false)
    emit('unread', 0)
  },
  set: (own, attributes) => tellVisitor(own, { attributes: attributesOf(own, attributes) }),
  unset: (own, keys) => tellVisitor(own, { attributes: attributesOf(own, withoutKeys(own, keys)) }),
  setCompany: (own, company) => tellVisitor(own, { company: companyOf(own, company) }),
  setConversation: (own, attributes) => tellConversation(own, { fields: fieldsOf(own, attributes) }),
  unsetConversation: (own, keys) => tellConversation(own, { fields: fieldsOf(own, withoutKeys(own, keys)) }),
  addTags: (own, ...tags) => tellTags(own, tagsOf(own, tags), []),
  removeTags: (own, ...tags) => tellTags(own, [], tagsOf(own, tags)),
  setPriority: (own, priority) =>
    tellConversation(own, { priority: checks(own).oneOf('priority', priority, PRIORITIES) }),
  track(own, event, props = {}) {
    const name = checks(own).text('event', event, 80)
    const all = Object.entries(attributesOf(own, props)).flatMap(([at, value]) => (value === null ? [] : [[at, value]]))
    if (all.length > 20) checks(own).refuse('props', 'at most 20')
    // Kept back by the client, too, until there is a visitor to tell it of.
    tellCampaigns(own, { type: 'event', name, attributes: Object.fromEntries(all) })
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
  commerce(own, event, data) {
    const name = checks(own).oneOf('event', event, ['product', 'basket', 'order', 'refund'])
    return own.frame.widget.api.track(`commerce:${name}`, checks(own).object('data', data))
  },
  async setConsent(own, consent) {
    const check = checks(own)
    for (const [name, value] of Object.entries(check.object('consent', consent))) check.bool(name, value)
    if (consent.storage !== undefined) own.frame.store.decide(consent.storage ? 'granted' : 'denied')
    const { storage, ...others } = consent // told as it is decided
    if (Object.keys(others).length) own.emit('consent', others)
    if (storage !== false) return
    await callNoMore(own)
    ;(await import('../lazy/forget.ts')).forget(own.frame.settings.key)
  },
  exportMyData: async (own) => (await import('./my-data.ts')).exportMyData(own),
  eraseMe: async (own) => (await import('./my-data.ts')).eraseMe(own),
}

/** Tells the page which tags it has given by now. */
async function tellTags(own: Own, add: string[], remove: string[]): Promise<void> {
  await tellConversation(own, { tags: { add, remove } })
  const before = own.held.tags ?? []
  const tags = [...new Set([...before, ...add])].filter((tag) => !remove.includes(tag))
  own.held.tags = tags
  if (tags.join() !== before.join()) own.emit('tags:changed', { tags })
}
