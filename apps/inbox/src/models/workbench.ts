import { type Client, createClient } from '@parley/client'
import type { Agent, ConversationId, ListView, VisitorId } from '@parley/protocol'
import { computed, effect, signal, untracked } from '@preact/signals'
import type { BrowserWindow } from '../environment.ts'
import { t } from '../i18n/translate.ts'
import { BannerModel } from './banner-model.ts'
import { ComposerModel } from './composer-model.ts'
import { ConversationListModel } from './conversation-list-model.ts'
import { ConversationModel } from './conversation-model.ts'
import { CountsModel } from './counts-model.ts'
import { DraftsModel } from './drafts-model.ts'
import { FileLinksModel } from './file-links-model.ts'
import { PeopleModel } from './people-model.ts'
import type { PreferencesModel } from './preferences-model.ts'
import type { RouterModel } from './router-model.ts'
import type { SessionModel, Workspace } from './session-model.ts'
import { ToastsModel } from './toasts-model.ts'
import { UiModel } from './ui-model.ts'
import { UploadsModel } from './uploads-model.ts'
import { VisitorModel } from './visitor-model.ts'

export type Surroundings = {
  window: BrowserWindow
  router: RouterModel
  session: SessionModel
  preferences: PreferencesModel
  /** For tests; the real client when absent. */
  connect?: (agent: Agent) => Client
}
/** What belongs to the conversation on screen, made and ended with it. */
export type OpenConversation = { model: ConversationModel; composer: ComposerModel; links: FileLinksModel }
export type Workbench = ReturnType<typeof createWorkbench>

const TICK_MS = 20_000

/** Everything an agent works with, from sign-in to sign-out: one client, one socket, the models on it. */
export function createWorkbench(around: Surroundings, agent: Agent, workspace: Workspace) {
  const { window, router, session, preferences } = around
  const { env } = window
  const client = (around.connect ?? connectTo(around))(agent)
  const toasts = new ToastsModel(env)
  const people = new PeopleModel(client, agent)
  const drafts = new DraftsModel(env, agent.id)
  const counts = new CountsModel(client, env)
  const banner = new BannerModel(client.connection, env)
  const ui = new UiModel()
  const route = router.route

  const view = computed<ListView>(
    () => (route.value.screen === 'conversations' && route.value.view) || preferences.view.value,
  )
  const list = new ConversationListModel({ client, timers: env, me: agent.id, view, onChange: counts.refresh })
  const { isAttended, now, stop: stopWatching } = watchTime(window)

  const uploads = new Map<ConversationId, UploadsModel>()
  const uploadsOf = (id: ConversationId) => {
    const found = uploads.get(id) ?? new UploadsModel(client)
    uploads.set(id, found)
    return found
  }

  const openId = computed(() => (route.value.screen === 'conversations' ? route.value.conversationId : null))
  const open = signal<OpenConversation | null>(null)
  const visitor = signal<VisitorModel | null>(null)
  const visitorId = computed<VisitorId | null>(() => open.value?.model.row.value?.visitor?.id ?? null)
  const ends = [
    effect(() => {
      const id = openId.value
      return untracked(() => {
        if (id) open.value = openConversation(id)
        return () => {
          const had = open.peek()
          open.value = null
          for (const model of had ? [had.composer, had.links, had.model] : []) model[Symbol.dispose]()
        }
      })
    }),
    effect(() => {
      const id = visitorId.value
      return untracked(() => {
        visitor.value = id && new VisitorModel({ client, clock: env, toasts, id, isAttended })
        return () => visitor.peek()?.[Symbol.dispose]()
      })
    }),
    effect(() => {
      const count = list.attention.value
      window.setTitle(count > 0 ? t('title.unread', { count }) : t('title.plain'))
    }),
    effect(() => {
      const view = client.connection.value
      if (view.phase === 'stopped' && (view.reason === 'signed_out' || view.reason === 'forbidden')) session.ended()
    }),
    effect(() => {
      if (client.connection.value.phase === 'online') counts.refresh()
    }),
  ]

  function openConversation(id: ConversationId): OpenConversation {
    const model = new ConversationModel({ client, id, me: agent, people, list, toasts, isAttended })
    const composer = new ComposerModel({ id, handle: model, drafts, uploads: uploadsOf(id) })
    return { model, composer, links: new FileLinksModel(client, env, id) }
  }

  client.start()
  return {
    ...{ window, router, session, preferences, client, toasts, people, drafts, counts, banner, ui, list, view, now },
    ...{ openId, open, visitor, me: agent, workspace },
    canManage: agent.role === 'owner' || agent.role === 'admin',
    goToView(next: ListView) {
      preferences.setView(next)
      router.go({ screen: 'conversations', view: next, conversationId: null })
    },
    goToConversation(conversationId: ConversationId | null) {
      const at = route.peek()
      router.go({ screen: 'conversations', view: at.screen === 'conversations' ? at.view : null, conversationId })
    },
    /** Leaves nothing of this person behind in the browser. */
    async signOut(everywhere = false) {
      if (everywhere) await client.call('signOutEverywhere', {})
      drafts.forget()
      await client.forget()
      await session.signOut()
    },
    destroy() {
      for (const end of ends) end()
      stopWatching()
      for (const model of [list, counts, banner, toasts, ...uploads.values()]) model[Symbol.dispose]()
      client.destroy()
    },
  }
}

function connectTo({ window, session }: Surroundings) {
  return ({ id }: Agent) =>
    createClient({
      url: window.origin,
      credentials: { type: 'agent', agentId: id, access: session.access },
      environment: window.env,
    })
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
