import { type Client, createClient } from '@parley/client'
import type { Agent, ContactId, ConversationId, ListView, SavedViewId, VisitorId } from '@parley/protocol'
import { noticeMatrixOf } from '@parley/protocol/constants'
import { computed, effect, type ReadonlySignal, signal } from '@preact/signals'
import type { BrowserWindow } from '../environment.ts'
import { t } from '../i18n/translate.ts'
import { boundShortcuts } from '../keyboard/bindings.ts'
import { type AgentCopies, copiesName, createCopies } from '../offline/copies.ts'
import { followAbsence } from '../offline/follow-absence.ts'
import { AnnouncementsModel } from './announcements-model.ts'
import { BannerModel } from './banner-model.ts'
import { startBell } from './bell.ts'
import { BulkModel } from './bulk-model.ts'
import { CannedModel } from './canned-model.ts'
import { ClosingModel } from './closing/closing-model.ts'
import { ContactsModel } from './contacts-model.ts'
import { ConversationListModel } from './conversation-list-model.ts'
import { CountsModel } from './counts-model.ts'
import { CustomFieldsModel } from './custom-fields-model.ts'
import { FollowingDraftsModel } from './drafts/following-drafts-model.ts'
import { DraftsModel } from './drafts-model.ts'
import { glanceOf } from './first-glance.ts'
import { FollowingPreferencesModel } from './following-preferences-model.ts'
import { HeldSendsModel } from './held-sends-model.ts'
import { followLanguage } from './language/following-language.ts'
import { LinkPreviewsModel } from './link-previews-model.ts'
import { shapeOf } from './list-rows.ts'
import { LiveVisitorsModel } from './live-visitors-model.ts'
import { MacrosModel } from './macros-model.ts'
import { MergingModel } from './merging/merging-model.ts'
import { NewConversationModel } from './new-conversation-model.ts'
import { NoticesModel } from './notices-model.ts'
import { createChosenSounds } from './notifications/chosen-sounds.ts'
import { createHere } from './notifications/here.ts'
import { createOpenConversation, type OpenConversation } from './open-conversation.ts'
import { PeopleModel } from './people-model.ts'
import type { PreferencesModel } from './preferences-model.ts'
import { ringMentions } from './ring-mentions.ts'
import type { RouterModel } from './router-model.ts'
import { SavedViewsModel } from './saved-views-model.ts'
import { ScheduledModel } from './scheduled/scheduled-model.ts'
import { createSearchMemory } from './search-memory.ts'
import type { SessionModel, Workspace } from './session-model.ts'
import { ShapeModel } from './shape-model.ts'
import { showCount } from './show-count.ts'
import { SoundModel } from './sound-model.ts'
import { SplittingModel } from './splitting/splitting-model.ts'
import { TagsModel } from './tags-model.ts'
import { ringTeam } from './team/ring-team.ts'
import { chatName, TeamModel } from './team/team-model.ts'
import { ToastsModel } from './toasts-model.ts'
import { followPlace } from './together/place-in-list.ts'
import { RowPresenceModel } from './together/row-presence.ts'
import { tellTaken } from './together/tell-taken.ts'
import { UiModel } from './ui-model.ts'

export type Surroundings = {
  window: BrowserWindow
  router: RouterModel
  session: SessionModel
  preferences: PreferencesModel
  /** For tests; the real client when absent. */
  connect?: (agent: Agent) => Client
}
export type Workbench = ReturnType<typeof createWorkbench>

const TICK_MS = 20_000

/** Everything an agent works with, from sign-in to sign-out: one client, one socket, the models on it. */
export function createWorkbench(surroundings: Surroundings, agent: Agent, workspace: Workspace) {
  const { window, router, session, preferences } = surroundings
  const copies = createCopies(window.env, copiesName(workspace.id, agent.id))
  const client = (surroundings.connect ?? connectTo(surroundings, copies))(agent)
  const time = watchTime(window)
  const models = createModels(surroundings, { client, copies, agent })
  const { toasts, people, drafts, held, following, counts, feed, sound } = models
  const go = createWays(surroundings)
  const conversation = createOpenConversation({
    ...{ ...surroundings, ...models, client, me: agent, move: go.moveTo, isAttended: time.isAttended },
  })
  const begin = new NewConversationModel({ client, me: agent, toasts, open: go.goToConversation })
  const bell = startBell({
    ...{ window, client, me: agent.id, rows: feed.rows, now: time.now, sound, isAttended: time.isAttended },
    ...{ isKnown: computed(() => feed.state.value === 'ready'), choices: computed(() => bellChoices(following)) },
    ...{ isDesktopOn: preferences.hasNotices, openId: conversation.openId, open: go.goToConversation },
    onTold: models.device.told,
  })
  const notices = new NoticesModel({
    ...{ client, timers: window.env, toasts, isAttended: time.isAttended, openId: conversation.openId },
  })
  const taken = tellTaken({
    ...{ env: window.env, me: agent.id, notices, people, toasts, isAttended: time.isAttended },
    ...{ openId: conversation.openId, open: go.goToConversation },
  })
  const place = followPlace({ rows: models.list.rows, openId: conversation.openId })
  const attention = computed(() => feed.attention.value + models.team.unread.value)
  const ends = [
    ...[bell, taken, place].map(({ end }) => end),
    window.onPressed(router.lead),
    closeSplitting(models.splitting, conversation.open),
    ringMentions({ bell, notices, people }),
    ringTeam({ bell, team: models.team, titleOf: (row) => chatName(row, { me: agent.id, nameOf: people.nameOf }) }),
    ...showCount(window, attention),
    // What the agent has read calls him no more: once the server knows.
    effect(() => {
      if (conversation.open.value?.model.ownRead.value) counts.refresh()
    }),
    followLanguage({ window, preferences, chosen: computed(() => following.values.value.language) }),
    ...followLine(client, { toasts, counts, session }),
    followAbsence(client, copies, readersOf(models)),
  ]

  beginWith(models, router)
  client.start()
  return {
    ...{ window, router, session, preferences, client, begin, notices, place, ...models, ...go },
    ...{ now: time.now, isAttended: time.isAttended, me: agent, workspace },
    ...{ openId: conversation.openId, open: conversation.open, visitor: conversation.visitor },
    canManage: agent.role === 'owner' || agent.role === 'admin',
    /** Leaves nothing of this person behind in the browser. */
    async signOut(everywhere = false) {
      if (everywhere) await client.call('signOutEverywhere', {}) // it may be refused: then nobody has left
      session.leaving()
      await Promise.all([held.flush(), models.scheduled.leave()])
      await Promise.all([models.followingDrafts.handOver(), models.device.end()])
      for (const one of [drafts, models.searches, following, models.bulk, bell, taken]) one.forget()
      await client.forget()
      await copies.forget()
      await session.signOut()
    },
    destroy() {
      for (const end of ends) end()
      conversation.end()
      time.stop()
      for (const model of [begin, notices, ...Object.values(models)])
        if (Symbol.dispose in model) model[Symbol.dispose]()
      client.destroy()
      copies.close()
    },
  }
}

/** What is split are messages on screen: in another conversation nothing is left to choose from. */
function closeSplitting(splitting: SplittingModel, open: ReadonlySignal<OpenConversation | null>) {
  return effect(() => {
    const id = open.value?.model.id.value
    if (splitting.asked.peek()?.id !== id) splitting.close()
  })
}

/** The models that stand on the client alone, or on one another; each ends with the workbench. */
type Owned = { client: Client; copies: AgentCopies; agent: Agent }

function createModels({ window, router, preferences, session }: Surroundings, { client, copies, agent }: Owned) {
  const { env } = window
  const route = router.route
  const toasts = new ToastsModel(env)
  const counts = new CountsModel(client, env)
  const drafts = new DraftsModel(env, agent.id)
  const following = new FollowingPreferencesModel({ client, env, agentId: agent.id, toasts })
  const savedViews = new SavedViewsModel({ client, timers: env, toasts, following })
  const lists = new ShapeModel({ route, lastView: preferences.view, views: savedViews.views })
  const onChange = () => {
    counts.refresh()
    savedViews.refresh()
  }
  const ofLists = { client, timers: env, me: agent.id, onChange, copies }
  const list = new ConversationListModel({ ...ofLists, shape: lists.shape, glance: glanceOf(copies) })
  const shown = computed(() =>
    JSON.stringify([lists.savedId.value, lists.view.value, lists.filter.value, list.asked.value]),
  )
  const { goToConversation } = createWays({ router, preferences })
  const merging = new MergingModel({ client, env, toasts, open: goToConversation })
  const bulk = new BulkModel({
    client,
    env,
    agentId: agent.id,
    rows: list.rows,
    list: shown,
    toasts,
    readAll: list.readAll,
  })
  return {
    ...{ list, bulk, toasts, counts, following, savedViews, lists, view: lists.view },
    shortcuts: computed(() => boundShortcuts(following.values.value.keys)),
    people: new PeopleModel(client, agent),
    contacts: new ContactsModel({ client, env }),
    customFields: new CustomFieldsModel(client),
    closing: new ClosingModel({ client, env }),
    announcements: new AnnouncementsModel({ client, env }),
    canned: new CannedModel({ client, env }),
    macros: new MacrosModel(client),
    merging,
    splitting: new SplittingModel({ client, env, toasts, merging, open: goToConversation }),
    linkPreviews: new LinkPreviewsModel(client),
    tags: new TagsModel(client),
    drafts,
    followingDrafts: new FollowingDraftsModel({ client, env, agentId: agent.id, drafts }),
    held: new HeldSendsModel({ ...{ client, env, agentId: agent.id, drafts, toasts }, preferences: following.values }),
    scheduled: new ScheduledModel({ client, env, agentId: agent.id, drafts, toasts }),
    live: new LiveVisitorsModel({ client, env, isShown: computed(() => route.value.screen === 'visitors') }),
    searches: createSearchMemory(env, agent.id),
    team: new TeamModel({ client, env, me: agent.id }),
    banner: new BannerModel(client.connection, env),
    ui: new UiModel(),
    rowPresence: new RowPresenceModel({ client, timers: env, me: agent.id }),
    sound: new SoundModel(env),
    device: createHere({ client, window, agentId: agent.id }),
    ownSounds: createChosenSounds({ client, window, session, following }),
    /** Whatever list is on screen, this one hears of every open conversation: for counts and the title. */
    feed: new ConversationListModel({ ...ofLists, shape: signal(shapeOf('open')) }),
  }
}

/** What is read once, and again after the server was away. */
const readersOf = ({
  list,
  people,
  tags,
  savedViews,
  canned,
  macros,
  customFields,
}: ReturnType<typeof createModels>) => ({
  listConversations: { state: list.state, again: list.retry },
  listAgents: { again: people.load },
  listTags: { state: tags.state, again: tags.load },
  listSavedViews: { state: savedViews.state, again: savedViews.retry },
  listCannedResponses: { state: canned.state, again: canned.load },
  listMacros: { state: macros.state, again: macros.load },
  listCustomFields: { state: customFields.state, again: customFields.load },
})

/** The view that the agent begins with, where the address says nothing else; as far as this browser knows it. */
function beginWith({ following }: { following: FollowingPreferencesModel }, router: RouterModel): void {
  const at = router.route.peek()
  const saved = following.values.peek().defaultView
  const saysNothing = at.screen === 'conversations' && !at.view && !at.saved && !at.conversationId
  if (saved && saysNothing) router.replace({ ...at, saved })
}

/** Where one can go from anywhere. */
function createWays({ router, preferences }: Pick<Surroundings, 'router' | 'preferences'>) {
  return {
    goToView(next: ListView) {
      preferences.setView(next)
      router.go({ screen: 'conversations', view: next, conversationId: null })
    },
    goToConversation(conversationId: ConversationId | null) {
      const at = router.route.peek()
      const { view, saved = null } = at.screen === 'conversations' ? at : { view: null }
      router.go({ screen: 'conversations', view, saved, conversationId })
    },
    goToChat: (conversationId: ConversationId | null) => router.go({ screen: 'team', conversationId }),
    /** What is open goes on in another conversation: the way back does not lead to where it was. */
    moveTo(conversationId: ConversationId) {
      const at = router.route.peek()
      if (at.screen === 'conversations') router.replace({ ...at, conversationId })
    },
    goToContact: (contactId: ContactId | null) => router.go({ screen: 'contacts', contactId }),
    goToSaved: (saved: SavedViewId) => router.go({ screen: 'conversations', view: null, saved, conversationId: null }),
    goToVisitor: (visitorId: VisitorId | null) => router.go({ screen: 'visitors', visitorId }),
  }
}

function connectTo({ window, session }: Surroundings, copies: AgentCopies) {
  return ({ id }: Agent) =>
    createClient({
      url: window.origin,
      credentials: { type: 'agent', agentId: id, access: session.access },
      environment: window.env,
      copies,
    })
}

/** What is to be done when the line comes, or goes for good, and when the browser keeps nothing. */
function followLine(client: Client, parts: { toasts: ToastsModel; counts: CountsModel; session: SessionModel }) {
  const { toasts, counts, session } = parts
  return [
    effect(() => {
      if (client.storageLost.value) toasts.show({ text: t('toast.storage_lost'), tone: 'problem' })
    }),
    effect(() => {
      const line = client.connection.value
      if (line.phase === 'online') counts.refresh()
      if (line.phase === 'stopped' && /signed_out|forbidden/.test(line.reason)) session.ended()
    }),
  ]
}

/** Whether somebody looks, and the minute it is: what "4m" is counted from. */
function watchTime({ env, isAttended: look, onAttention }: BrowserWindow) {
  const isAttended = signal(look())
  const now = signal(env.now())
  let timer: unknown = null
  const tick = () => {
    now.value = env.now()
    timer = env.setTimeout(tick, TICK_MS)
  }
  tick()
  const stopListening = onAttention(() => {
    isAttended.value = look()
    now.value = env.now()
  })
  return {
    isAttended,
    now,
    stop() {
      env.clearTimeout(timer)
      stopListening()
    },
  }
}

const bellChoices = ({ values }: FollowingPreferencesModel) => {
  const { notices, noticeRepeat, overdueMinutes, quiet } = values.value
  return { matrix: noticeMatrixOf(notices), repeat: noticeRepeat, overdueMinutes, quiet }
}
