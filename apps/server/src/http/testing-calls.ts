import type { IdentityKeyId, RouteName, SavedViewId } from '@parley/protocol'
import { newCmid } from '../lib/new-id.ts'
import { aFile, INBOX, type Input, PASSWORD, SHOP, type World } from '../testing.ts'
import { BLOCK_CALLS, someBlock } from './testing-blocks.ts'
import { CONTACT_CALLS, somePeople } from './testing-contacts.ts'
import { DEVICE_CALLS, someDevice } from './testing-devices.ts'
import type { Fixture } from './testing-fixture.ts'
import { asOwner, KEPT_CALLS, scheduledOf, someKept } from './testing-kept.ts'
import { SOUND_CALLS, someSound } from './testing-sounds.ts'
import { someTag, TAG_CALLS } from './testing-tags.ts'

export async function aFixture(world: World, name: string): Promise<Fixture> {
  const tenant = await world.addTenant(name)
  const visitor = await world.addVisitor(tenant.site)
  await world.call('updateVisitor', { access: visitor.access, origin: SHOP, body: { name: `visitor of ${name}` } })
  const conversation = await world.addConversation(visitor, `secret of ${name}`)
  const { cookies } = await world.signIn(tenant.agents.supervisor.email)
  const [department] = await world.domains.departments.list(tenant.workspaceId)
  const kept = await someKept(world, tenant)
  const people = await somePeople(world, tenant, name)
  const view = await world.domains.savedViews.create(asOwner(tenant), aView({ type: 'workspace' }))
  const announced = await world.domains.announcements.create(asOwner(tenant), anAnnouncement(world))
  return {
    ...tenant,
    visitor,
    conversation,
    cookies,
    departmentId: department?._id ?? '',
    ...kept,
    ...people,
    viewId: view._id,
    tagId: await someTag(world, tenant),
    announcementId: announced._id,
    blockId: await someBlock(world, tenant),
    scheduledId: await scheduledOf({ ...tenant, conversation }, world),
    deviceId: await someDevice(world, tenant),
    soundId: await someSound(world, tenant),
  }
}

/** A picture of one pixel (GIF), in base64. */
const DOT = 'R0lGODlhAQABAIAAAAUEBAAAACwAAAAAAQABAAACAkQBADs='

/**
 * One call per endpoint that succeeds for its own tenant. The compiler wants an entry for every route, so that a new one
 * cannot be without its negative cases. `{ site, visitor, conversation, agents }` are the tenant's own.
 */
export const GOOD_CALLS: Record<RouteName, (own: Fixture, world: World) => Input | Promise<Input>> = {
  createVisitor: ({ site }) => ({ body: { siteKey: site.key } }),
  exchangeVisitorToken: ({ visitor }) => ({ body: { token: visitor.token } }),
  updateVisitor: () => ({
    body: {
      name: 'Vera',
      email: 'vera@example.com',
      phone: '+49 30 1234567',
      company: { id: 'c1', name: 'Acme', attributes: { seats: 12 } },
      attributes: { plan: 'pro', paying: true, old: null },
      language: 'en',
      timeZone: 'Europe/Berlin',
      referrer: `${SHOP}/search`,
      page: { url: `${SHOP}/tea`, title: 'Tea' },
    },
  }),
  trackVisitor: () => ({
    body: {
      events: [{ name: 'cart filled', props: { items: 3, gift: true, plan: 'pro' }, agoMs: 20 }],
      pages: [{ url: `${SHOP}/cart`, title: 'Cart', agoMs: 10 }],
    },
  }),
  endVisitor: () => ({}),
  getOwnData: () => ({}),
  listOwnMetadata: ({ conversation }) => ({ params: { id: conversation.id }, query: { after: '0' } }),
  // Somebody of his own: whoever else was erased could do nothing after.
  eraseOwnData: async ({ site }, world) => ({ access: (await world.addVisitor(site)).access }),
  describeConversation: ({ conversation }) => ({
    params: { id: conversation.id },
    body: { fields: { order: '7', old: null }, tags: { add: [], remove: [] }, priority: 'high' },
  }),
  getPush: () => ({}),
  addPush: () => ({
    body: {
      endpoint: 'https://push.example/send/1',
      keys: { p256dh: `B${'A'.repeat(86)}`, auth: 'A'.repeat(22) },
      text: 'New message from {name}',
      page: `${SHOP}/tea`,
    },
  }),
  removePush: () => ({}),
  listOwnConversations: () => ({}),
  listLiveVisitors: ({ site }) => ({ query: { siteId: site._id, search: 'tea' } }),
  countLiveVisitors: () => ({}),
  getVisitor: ({ visitor }) => ({ params: { id: visitor.id } }),
  blockVisitor: ({ visitor }) => ({ params: { id: visitor.id } }),
  unblockVisitor: ({ visitor }) => ({ params: { id: visitor.id } }),
  getChatOptions: ({ site }) => ({ params: { siteKey: site.key }, query: { locales: 'de,en' } }),
  getCampaigns: ({ site }) => ({ params: { siteKey: site.key }, query: { locales: 'de,en' } }),
  countCampaign: ({ site }) => ({
    params: { siteKey: site.key, campaignId: 'cmp_00000000' },
    body: { what: 'shown' },
  }),
  getLogo: async ({ site, agents }, world) => {
    const { body } = await world.call('updateSite', {
      ...{ access: world.renewed(agents.admin.access), origin: INBOX },
      ...{ params: { id: site._id }, body: { logo: DOT } },
    })
    return { params: { siteKey: site.key, logoId: body.logo.url.split('/').at(-1) } }
  },
  getSiteSettings: ({ site }) => ({ params: { siteKey: site.key } }),

  listIdentityKeys: () => ({}),
  createIdentityKey: async (own, world) => {
    await retireKeys(own, world)
    return {}
  },
  retireIdentityKey: async (own, world) => ({ params: { id: await identityKey(own, world) } }),
  deleteIdentityKey: async (own, world) => ({ params: { id: await identityKey(own, world) } }),

  ...KEPT_CALLS,

  ...BLOCK_CALLS,
  listAnnouncements: () => ({}),
  createAnnouncement: (_, world) => ({ body: anAnnouncement(world) }),
  readAnnouncement: ({ announcementId }) => ({ params: { id: announcementId } }),
  endAnnouncement: ({ announcementId }) => ({ params: { id: announcementId } }),
  listTeamChats: () => ({}),
  beginTeamChat: ({ agents }) => ({
    body: { key: `0${'1'.repeat(25)}`, memberIds: [agents.agent._id], name: 'Lunch' },
  }),
  listSavedViews: () => ({}),
  createSavedView: ({ departmentId }) => ({ body: aView({ type: 'department', departmentId }) }),
  countSavedViews: ({ viewId }) => ({ query: { ids: viewId } }),
  updateSavedView: async (own, world) => ({
    params: { id: await savedView(own, world) },
    body: aView({ type: 'workspace' }),
  }),
  deleteSavedView: async (own, world) => ({ params: { id: await savedView(own, world) } }),
  restoreSavedView: async (own, world) => {
    const id = await savedView(own, world)
    await world.domains.savedViews.remove(asOwner(own), id)
    return { params: { id } }
  },

  listSites: () => ({}),
  createSite: () => ({ body: { name: 'Another', color: '#336699', side: 'left', allowedOrigins: [SHOP] } }),
  listSightings: ({ site }) => ({ params: { id: site._id } }),
  listCampaignCounts: ({ site }) => ({ params: { id: site._id } }),
  updateSite: ({ site }) => ({
    params: { id: site._id },
    body: { name: 'Renamed', color: '#336699', side: 'left', theme: 'dark', greeting: 'Hello', allowedOrigins: [SHOP] },
  }),

  ...CONTACT_CALLS,
  ...TAG_CALLS,

  getSetup: async (_own, world) => ({ body: { token: await setupToken(world) } }),
  setUp: async (_own, world) => ({
    body: {
      token: await setupToken(world),
      workspaceName: 'Acme',
      name: 'Olive',
      email: 'olive@example.com',
      password: PASSWORD,
    },
  }),
  signIn: ({ agents }) => ({ body: { email: agents.agent.email, password: PASSWORD } }),
  refreshSession: ({ cookies }) => ({ cookies }),
  signOut: ({ cookies }) => ({ cookies }),
  listSessions: () => ({}),
  revokeSession: async ({ agents }, world) => {
    const { cookies } = await world.signIn(agents.owner.email)
    return { params: { id: cookies['parley-session']?.split('.')[1] ?? '' } }
  },
  signOutEverywhere: () => ({}),
  checkPasswordLink: async (own, world) => ({ body: { token: await linkToken(own, world) } }),
  setPassword: async (own, world) => ({ body: { token: await linkToken(own, world), password: PASSWORD } }),

  getMe: () => ({}),
  updateMe: () => ({ body: { name: 'Olive' } }),
  getPreferences: () => ({}),
  listNotices: () => ({ query: { limit: '5' } }),
  markNotices: () => ({ body: { isRead: true } }),
  clearNotices: () => ({}),
  ...DEVICE_CALLS,
  ...SOUND_CALLS,
  updatePreferences: () => ({ body: { letterKeys: true, keys: { close: ['Shift+e'] } } }),
  changePassword: () => ({ body: { current: PASSWORD, password: PASSWORD } }),
  listAgents: () => ({}),
  createAgent: () => ({ body: { name: 'Nia', email: `nia${Math.random()}@example.com`, role: 'agent' } }),
  updateAgent: ({ agents }) => ({
    params: { id: agents.agent._id },
    body: { name: 'Ann', role: 'agent', capacity: 4 },
  }),
  disableAgent: ({ agents }) => ({ params: { id: agents.agent._id } }),
  enableAgent: ({ agents }) => ({ params: { id: agents.agent._id } }),
  createPasswordLink: ({ agents }) => ({ params: { id: agents.agent._id } }),
  listDepartments: () => ({}),

  listConversations: ({ visitor }) => ({
    query: { view: 'all', search: 'secret', visitorId: visitor.id, limit: '10' },
  }),
  countConversations: () => ({}),
  getOverview: () => ({ query: { since: '2020-01-01T00:00:00.000Z' } }),
  search: () => ({ query: { text: 'hello', since: '2020-01-01T00:00:00.000Z', limit: '5' } }),
  revalidateRows: ({ conversation }) => ({ body: { ids: [conversation.id] } }),
  getConversation: ({ conversation }) => ({ params: { id: conversation.id } }),
  listEvents: ({ conversation }) => ({ params: { id: conversation.id }, query: { after: '0', limit: '10' } }),
  getMessageHistory: ({ conversation }) => ({
    params: { id: conversation.id, messageId: conversation.messageId },
  }),
  markUnread: ({ conversation }) => ({ params: { id: conversation.id }, body: { from: conversation.messageId } }),
  getTranscript: ({ conversation }) => ({
    params: { id: conversation.id },
    query: { format: 'text', locale: 'de', zone: 'Europe/Berlin' },
  }),
  linkTranscript: ({ conversation }) => ({
    params: { id: conversation.id },
    body: { locale: 'de', zone: 'Europe/Berlin', notes: false },
  }),
  createResumeLink: ({ conversation }) => ({ params: { id: conversation.id } }),
  resumeConversation: async ({ conversation, agents }, world) => {
    const made = { access: agents.agent.access, origin: INBOX, params: { id: conversation.id } }
    const { url } = (await world.call('createResumeLink', made)).body
    return { body: { token: url.split('#resume=')[1] } }
  },
  createRatingLink: ({ conversation }) => ({ params: { id: conversation.id } }),
  appendEvent: ({ conversation }) => {
    const cmid = newCmid(new Date())
    return {
      headers: { 'idempotency-key': cmid },
      body: {
        t: 'send',
        cmid,
        conversationId: conversation.id,
        kind: 'msg.new',
        body: { v: 1, type: 'text', text: 'more' },
      },
    }
  },
  sync: ({ conversation }) => ({
    body: { v: [1, 1], epoch: 'none', positions: { [conversation.id]: { n: 0 } }, lists: {}, wait: 0 },
  }),

  uploadAttachment: ({ conversation }) => ({ query: { conversationId: conversation.id }, ...aFile() }),
  linkAttachments: ({ conversation }) => ({
    body: { conversationId: conversation.id, ids: [conversation.attachmentId] },
  }),
  downloadFile: async ({ conversation, visitor }, world) => {
    const { body } = await world.call('linkAttachments', {
      ...{ access: visitor.access, origin: SHOP },
      body: { conversationId: conversation.id, ids: [conversation.attachmentId] },
    })
    return { params: { token: new URL(body.links[0].url).pathname.slice('/files/'.length) } }
  },
  downloadPersonExport: async ({ contactId, agents }, world) => {
    const from = { access: world.renewed(agents.owner.access), origin: INBOX }
    const { body } = await world.call('linkPersonExport', { ...from, body: { contactId } })
    return { params: { token: new URL(body.url).pathname.slice('/files/people/'.length) } }
  },
  downloadTranscript: async ({ conversation, visitor }, world) => {
    const { body } = await world.call('linkTranscript', {
      ...{ access: visitor.access, origin: SHOP },
      params: { id: conversation.id },
      body: {},
    })
    return { params: { token: new URL(body.html).pathname.slice('/files/transcripts/'.length) } }
  },
}

/** Who calls, as the endpoint wants it: the token, and the page's origin. */
export function callerOf(caller: string, own: Fixture): Input {
  if (caller === 'visitor' || caller === 'participant') return { access: own.visitor.access, origin: SHOP }
  if (caller === 'site') return { origin: SHOP }
  if (caller === 'agent') return { access: own.agents.owner.access, origin: INBOX }
  return caller === 'public' ? { origin: INBOX } : {}
}

async function linkToken({ agents, workspaceId }: Fixture, { domains }: World): Promise<string> {
  const { url } = await domains.agents.createLink({ workspaceId, role: 'owner' }, agents.agent._id)
  return url.slice(url.indexOf('#') + 1)
}

/** Two may be active: those of earlier calls make room. */
async function retireKeys({ agents, workspaceId }: Fixture, world: World): Promise<void> {
  const from = { access: world.renewed(agents.owner.access), origin: INBOX }
  const { keys } = (await world.call('listIdentityKeys', from)).body as { keys: { id: IdentityKeyId }[] }
  const by = { workspaceId, agentId: agents.owner._id }
  for (const { id } of keys) await world.domains.contacts.deleteKey(by, id)
}

async function identityKey(own: Fixture, world: World): Promise<string> {
  await retireKeys(own, world)
  const by = { workspaceId: own.workspaceId, agentId: own.agents.owner._id }
  return (await world.domains.contacts.createKey(by)).record._id
}

const aView = <S extends object>(scope: S) => ({
  ...{ scope, name: 'Refunds', sort: 'wait' as const },
  filter: { status: ['open' as const], tag: ['refund'] },
})

async function savedView(own: Fixture, { domains }: World): Promise<SavedViewId> {
  const { savedViews } = domains
  // Those of earlier calls make room.
  for (const { _id } of (await savedViews.list(asOwner(own))).found)
    if (_id !== own.viewId) await savedViews.remove(asOwner(own), _id)
  return (await savedViews.create(asOwner(own), aView({ type: 'workspace' })))._id
}

async function setupToken({ domains }: World): Promise<string> {
  const url = await domains.setup.createLink()
  return url.slice(url.indexOf('#') + 1)
}

/** The access tokens of a fixture, made anew: the tests move the clock on. */
export function renew(world: World, { visitor, agents }: Fixture): void {
  visitor.access = world.renewed(visitor.access)
  for (const agent of Object.values(agents)) agent.access = world.renewed(agent.access)
}

/** To everybody, for a day. */
function anAnnouncement({ deps }: World) {
  const expiresAt = new Date(deps.clock.now().getTime() + 86_400_000).toISOString()
  return { scope: { type: 'workspace' as const }, text: 'The office is closed tomorrow.', expiresAt }
}
