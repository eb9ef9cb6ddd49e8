import { type ConversationId, LIMITS, type WorkspaceId } from '@parley/protocol'
import { instanceIndexes } from './bus/instances.ts'
import type { Deps } from './deps.ts'
import { deviceIndexes, pushIndexes } from './domains/agent-devices/index.ts'
import { type Agents, agentIndexes, createAgents, createPasswords } from './domains/agents/index.ts'
import { announcementIndexes, createAnnouncements } from './domains/announcements/index.ts'
import { type Attachments, attachmentIndexes, createAttachments, gatesOf } from './domains/attachments/index.ts'
import { type Availability, createAvailability, presenceIndexes } from './domains/availability/index.ts'
import { blockIndexes } from './domains/blocks/index.ts'
import { cannedResponseIndexes, createCannedResponses } from './domains/canned-responses/index.ts'
import { closeReasonIndexes, createCloseReasons } from './domains/close-reasons/index.ts'
import {
  createContactImports,
  importIndexes,
  importPartIndexes,
  importRefusalIndexes,
} from './domains/contact-imports/index.ts'
import { contactIndexes, createContacts, identityKeyIndexes, identityUseIndexes } from './domains/contacts/index.ts'
import { CONVERSATION_INDEXES, type Conversations, createConversations } from './domains/conversations/index.ts'
import { createCustomFields, customFieldIndexes } from './domains/custom-fields/index.ts'
import { createDepartments, type Departments, departmentIndexes } from './domains/departments/index.ts'
import { type Drafts, draftIndexes } from './domains/drafts/index.ts'
import { createLinkPreviews } from './domains/link-previews/index.ts'
import { createLiveVisitors, type LiveVisitors, liveVisitorIndexes } from './domains/live-visitors/index.ts'
import { createMacros, macroIndexes } from './domains/macros/index.ts'
import { createNotices, type Notices, noticeIndexes } from './domains/notices/index.ts'
import { createNotifications, subscriptionIndexes } from './domains/notifications/index.ts'
import { createPeople, erasureIndexes } from './domains/people/index.ts'
import { createPersonFiles } from './domains/person-files/index.ts'
import { createPrivacy } from './domains/privacy/index.ts'
import { createQueue } from './domains/queue/index.ts'
import { createRatings, ratingLinkIndexes } from './domains/ratings/index.ts'
import { createResumes, resumeLinkIndexes } from './domains/resumes/index.ts'
import { createSavedViews, savedViewIndexes } from './domains/saved-views/index.ts'
import { type ScheduledMessages, scheduledIndexes } from './domains/scheduled/index.ts'
import { createCookies, createSessions, type Sessions, sessionIndexes } from './domains/sessions/index.ts'
import { createSetup } from './domains/setup/index.ts'
import {
  campaignIndexes,
  createSites,
  logoIndexes,
  type Sites,
  sightingIndexes,
  siteIndexes,
} from './domains/sites/index.ts'
import { createSounds, soundByteIndexes, soundIndexes } from './domains/sounds/index.ts'
import { createTags, tagIndexes } from './domains/tags/index.ts'
import { createTeamChats } from './domains/team-chats/index.ts'
import { createTranscripts } from './domains/transcripts/index.ts'
import { createVisitors, type VisitorRecord, type Visitors, visitorIndexes } from './domains/visitors/index.ts'
import { createWorkspaces, type Workspaces } from './domains/workspaces/index.ts'
import { agentDevicesOf, noticeWatchOf } from './domains-telling.ts'
import type { Foundations } from './foundations.ts'
import { createSealer } from './http/sealed.ts'
import { deriveKey } from './http/secrets.ts'
import { createPageFetch } from './push/index.ts'
import { createLauncherSheet, createMessengerName } from './web/widget-files.ts'
import { createWork } from './work.ts'

export const INDEXES = {
  departments: departmentIndexes,
  agents: agentIndexes,
  sessions: sessionIndexes,
  sites: siteIndexes,
  logos: logoIndexes,
  sightings: sightingIndexes,
  campaign_counts: campaignIndexes,
  visitors: visitorIndexes,
  contacts: contactIndexes,
  erasures: erasureIndexes,
  custom_fields: customFieldIndexes,
  close_reasons: closeReasonIndexes,
  tags: tagIndexes,
  contact_imports: importIndexes,
  contact_import_parts: importPartIndexes,
  contact_import_refusals: importRefusalIndexes,
  identity_keys: identityKeyIndexes,
  identity_uses: identityUseIndexes,
  attachments: attachmentIndexes,
  canned_responses: cannedResponseIndexes,
  macros: macroIndexes,
  saved_views: savedViewIndexes,
  announcements: announcementIndexes,
  blocks: blockIndexes,
  rating_links: ratingLinkIndexes,
  resume_links: resumeLinkIndexes,
  push_subscriptions: subscriptionIndexes,
  notices: noticeIndexes,
  agent_devices: deviceIndexes,
  agent_pushes: pushIndexes,
  sounds: soundIndexes,
  sound_bytes: soundByteIndexes,
  drafts: draftIndexes,
  scheduled: scheduledIndexes,
  ...CONVERSATION_INDEXES,
  presence: presenceIndexes,
  live_visitors: liveVisitorIndexes,
  instances: instanceIndexes,
}
export type Domains = ReturnType<typeof createDomains>

/** The domains, by name and in the order in which they need each other. */
export function createDomains(deps: Deps, foundations: Foundations) {
  const { config, clock, secret, blobs, bus } = deps
  const { db } = deps.store
  const { areas, tokens, changes, limiter } = foundations
  const passwords = deps.passwords ?? createPasswords()
  const inboxUrl = (path: string) => areas.urlFor('inbox', config.inboxPath + path)

  const workspaces = createWorkspaces({ db, clock })
  const departments = createDepartments({ db, clock })
  const sites = createSites({
    ...{ db, clock, changed: changes.tell, visitorOrigin: areas.origin('visitor') },
    ...{ departmentsOf: departments.list, addresses: siteAddresses(areas) },
    agentNameOf: (...who) => agents.nameOf(...who),
    availabilityOf: (site) => availability.of(site),
  })
  const sessions = createSessions({
    ...{ db, clock, workspaces, passwords, limiter, tokens, changed: changes.tell },
    cookies: cookiesOf(deps, areas),
    agents: (): Agents => agents,
    refreshKey: deriveKey(secret, 'refresh'),
    alarm: ({ workspaceId, _id, agentId }) =>
      deps.logger.warn({ workspaceId, sessionId: _id, agentId }, 'refresh token reused, session ended'),
  })
  const agents = createAgents({
    ...{ db, clock, passwords, departments, workspaces, changed: changes.tell, endSessions: sessions.endSessions },
    passwordUrl: (token) => inboxUrl(`/password#${token}`),
  })
  const closeReasons = createCloseReasons({ db, clock })
  const { customFields, contacts, contactImports } = knownOf(deps, (): Later => ({ visitors, conversations }))
  const visitors = createVisitors({
    ...{ db, clock, sites, contacts, tokens, changed: ({ id }) => changes.tell(id) },
    personSeen: contacts.noteSeen,
    checkAddress: (...who) => around.blocks.checkAddress(...who),
    claimed: (claim) => conversations.claim(claim),
    profileTold: (profile) => conversations.recordVisitorProfile(profile),
  })
  const notifications = createNotifications({
    ...{ db, clock, sites, push: foundations.push, sealer: createSealer(secret) },
    isGone: async (workspaceId, id) => !isHere(await visitors.find(workspaceId, id)),
  })
  const attachments = createAttachments({
    ...{ db, clock, sites, blobs, linkKey: deriveKey(secret, 'file') },
    ...gatesOf(() => ({ conversations, ...around })),
    fileUrl: (path) => areas.urlFor('files', path),
  })
  const notices = createNotices({ db, clock, bus, agents, later: () => ({ conversations, ...around }) })
  const conversations: Conversations = createConversations({
    ...{ db, clock, departments, sites, limits: LIMITS, bus, log: deps.logger, agents: agents.directory },
    isPresent: (workspaceId, id) => availability.isPresent(workspaceId, id),
    forms: { judge: sites.judgeForm, told: visitors.acquaint },
    ...{ visitors: visitors.directory, fields: customFields, reasons: closeReasons, talked: contacts.noteTalked },
    async pageTagsOf(workspaceId, siteId) {
      const site = await sites.find(workspaceId, siteId)
      return site ? sites.optionsOf(site).privacy.pageTags : []
    },
    ...{ attachments: attachments.binder, pusher: notifications, noticer: notices.noticer },
    said: (by, message) => around.drafts.sent(by, message),
    // The embedded store serves one process: a lease on it is a dead one's, or its own.
    ...(deps.store.kind === 'embedded' && { holder: 'the only process' }),
  })
  const availability: Availability = createAvailability({
    ...{ db, clock, sites, bus, log: deps.logger },
    firstAnswers: conversations.firstAnswers,
  })
  const needs: Needs = { sites, conversations, availability, visitors, departments, agents, sessions }
  const around: Around = createAround(deps, foundations, { ...needs, attachments, notices, workspaces })
  const known = { contacts, contactImports, attachments, notifications, notices, workspaces }
  const personal = personalOf(deps, areas, { ...needs, ...known, ...around })
  const setup = createSetup({
    ...{ db, clock, workspaces, departments, agents, sites, sessions },
    setupUrl: (token) => inboxUrl(`/set-up#${token}`),
  })
  return { ...needs, ...known, ...around, ...personal, customFields, closeReasons, setup }
}

/** Those of the inbox. */
const cookiesOf = ({ secret }: Deps, areas: Foundations['areas']) =>
  createCookies({ isSecure: areas.origin('inbox').startsWith('https:'), deviceKey: deriveKey(secret, 'device') })

type Later = { visitors: Visitors; conversations: Conversations }

/** People we know, and what there is to know of them. Their browsers and conversations come later in the row. */
function knownOf({ store: { db, kind }, clock, secret, logger }: Deps, later: () => Later) {
  const customFields = createCustomFields({ db, clock })
  const contacts = createContacts({
    ...{ db, clock, sealer: createSealer(secret), fields: customFields, visitors: () => later().visitors, log: logger },
    conversationsOf: (by, whose) => later().conversations.listOfPerson(by, whose),
  })
  const contactImports = createContactImports({
    ...{ db, clock, log: logger, fields: customFields, importing: contacts.importing },
    ...(kind === 'embedded' && { holder: 'the only process' }),
  })
  return { customFields, contacts, contactImports }
}

const isHere = (visitor: VisitorRecord | null) => visitor !== null && !visitor.endedAt

type Parts = {
  attachments: ReturnType<typeof createAttachments>
  notifications: ReturnType<typeof createNotifications>
  contactImports: ReturnType<typeof createContactImports>
  contacts: ReturnType<typeof createContacts>
  conversations: Conversations
  visitors: Visitors
  liveVisitors: LiveVisitors
  drafts: Drafts
  scheduled: ScheduledMessages
}

/** What is kept of a visitor, wherever it is: for himself, and for whoever looks after it. */
function personalOf({ store, secret, clock, logger: log }: Deps, areas: Foundations['areas'], parts: Parts) {
  const { attachments, notifications, liveVisitors, visitors, contactImports, drafts, scheduled } = parts
  async function forgetWork(workspaceId: WorkspaceId, id: ConversationId): Promise<void> {
    await drafts.forget(workspaceId, id)
    await scheduled.forget(workspaceId, id)
  }
  const removal = {
    ...{ removeFiles: attachments.removeAll, forgetPush: notifications.removeAll },
    ...{ forgetLine: liveVisitors.forget, forgetWork },
  }
  const people = createPeople({
    ...{ ...parts, db: store.db, clock, log, countFiles: attachments.countAll, files: attachments },
    ...{ linkKey: deriveKey(secret, 'person'), fileUrl: (path: string) => areas.urlFor('files', path) },
    async forgetVisitor(workspaceId, id) {
      await notifications.removeAll(workspaceId, id)
      await visitors.erase(workspaceId, id)
      await liveVisitors.forget(workspaceId, id)
    },
    async forgetConversation(workspaceId, id) {
      await attachments.removeAll(workspaceId, id)
      await forgetWork(workspaceId, id)
    },
    forgetRows: contactImports.forget,
    ...(store.kind === 'embedded' && { holder: 'the only process' }),
  })
  return { people, privacy: createPrivacy({ ...parts, ...removal, log }), personFiles: createPersonFiles(parts) }
}

/** Who waits, and for how long. */
function queueOf({ clock, bus, logger }: Deps, { sites, conversations, availability }: Needs) {
  const { waitingIn, firstAnswersIn } = conversations
  const { isStaffed } = availability
  return createQueue({ clock, bus, log: logger, siteOf: sites.recent, isStaffed, waitingIn, firstAnswersIn })
}

/** Where a site's script, messenger and hosted page are. */
function siteAddresses(areas: Foundations['areas']) {
  const messengerName = createMessengerName()
  const launcherSheet = createLauncherSheet()
  return () => ({
    chat: (key: string) => areas.urlFor('visitor', `/chat/${key}`),
    logo: (key: string, id: string) => areas.urlFor('files', `/files/logos/${key}/${id}`),
    script: (key: string) => areas.urlFor('visitor', `/s/${key}.js`),
    api: areas.origin('api'),
    messenger: areas.urlFor('visitor', messengerName()),
    launcherSheet,
  })
}

type Around = ReturnType<typeof createAround>

/** Around conversations: what is written in them often, who waits for one, copies of them, what their visitors thought, and ways back to them. */
function createAround(deps: Deps, { areas, push, changes }: Foundations, needs: Needs & ForWork) {
  const { clock, secret } = deps
  const { db } = deps.store
  return {
    ...createWriting(deps, needs),
    tags: createTags({ db, clock }),
    sounds: createSounds({ db, clock }),
    ...createWork(deps, { ...needs, changed: changes.tell }),
    savedViews: createSavedViews({ db, clock, ...needs }),
    announcements: createAnnouncements({ db, clock, bus: deps.bus, ...needs }),
    teamChats: createTeamChats(needs),
    queue: queueOf(deps, needs),
    agentDevices: agentDevicesOf(deps, push, needs),
    noticeWatch: noticeWatchOf(deps, needs),
    liveVisitors: createLiveVisitors({ ...needs, db, clock, log: deps.logger }),
    transcripts: createTranscripts({
      ...{ ...needs, clock, linkKey: deriveKey(secret, 'transcript') },
      fileUrl: (path) => areas.urlFor('files', path),
    }),
    ratings: createRatings({
      ...{ ...needs, db, clock },
      pageUrl: (token) => areas.urlFor('visitor', `/rate/${token}`),
    }),
    resumes: createResumes({
      ...{ ...needs, db, clock },
      pageUrl: (key, token) => areas.urlFor('visitor', `/chat/${key}#resume=${token}`),
    }),
  }
}

type ForWork = { attachments: Attachments; notices: Notices; workspaces: Workspaces }

/** Nobody outside is asked anything. */
const nothing = async () => null

/** What helps agents to write and to act. */
function createWriting({ store: { db }, clock, fetchPage, config }: Deps, needs: Needs & ForWork) {
  const { departments, agents, attachments } = needs
  const cannedResponses = createCannedResponses({ db, clock, departments, files: attachments.keeping })
  const macros = createMacros({
    ...{ db, clock, departments, cannedFor: cannedResponses.get, agentNameOf: agents.nameOf },
  })
  return {
    cannedResponses,
    macros,
    linkPreviews: createLinkPreviews({
      clock,
      fetchPage: fetchPage ?? (config.hasLinkPreviews ? createPageFetch() : nothing),
    }),
  }
}

type Needs = {
  sites: Sites
  conversations: Conversations
  availability: Availability
  visitors: Visitors
  departments: Departments
  agents: Agents
  sessions: Sessions
}
