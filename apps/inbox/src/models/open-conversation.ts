import type { Client } from '@parley/client'
import type { Agent, CannedResponse, ConversationId, VisitorId } from '@parley/protocol'
import { computed, effect, type ReadonlySignal, signal, untracked } from '@preact/signals'
import type { BrowserWindow } from '../environment.ts'
import { t } from '../i18n/translate.ts'
import type { Route } from '../routes.ts'
import type { CannedModel } from './canned-model.ts'
import { ComposerModel } from './composer-model.ts'
import type { ConversationListModel } from './conversation-list-model.ts'
import { ConversationModel } from './conversation-model.ts'
import type { DraftsModel } from './drafts-model.ts'
import { FileLinksModel } from './file-links-model.ts'
import type { HeldSendsModel, Postponed } from './held-sends-model.ts'
import { mentionSource } from './mention-source.ts'
import { type Mentionable, mentionables } from './mentions.ts'
import { followMove } from './merging/follow-move.ts'
import type { MergingModel } from './merging/merging-model.ts'
import type { PeopleModel } from './people-model.ts'
import type { RouterModel } from './router-model.ts'
import type { ScheduledModel } from './scheduled/scheduled-model.ts'
import { createSiteNames } from './site-names.ts'
import type { TeamModel } from './team/team-model.ts'
import type { ToastsModel } from './toasts-model.ts'
import { UploadsModel } from './uploads-model.ts'
import { VisitorModel } from './visitor-model.ts'
import { createWritingHelp } from './writing-help.ts'

/** What belongs to the conversation on screen, made and ended with it. */
export type OpenConversation = {
  model: ConversationModel
  composer: ComposerModel
  links: FileLinksModel
  /** A chat with colleagues: most of what is done with conversations has no place in it. */
  isTeam: boolean
  /** What texts are filled in with, and in which language. */
  help: Pick<ReturnType<typeof createWritingHelp>, 'values' | 'locales' | 'rich'>
}

type Deps = {
  window: Pick<BrowserWindow, 'env' | 'copy' | 'openTab'>
  router: Pick<RouterModel, 'route' | 'replace'>
  client: Client
  me: Agent
  people: PeopleModel
  list: ConversationListModel
  feed: ConversationListModel
  toasts: ToastsModel
  drafts: DraftsModel
  canned: CannedModel
  held: HeldSendsModel
  scheduled: ScheduledModel
  merging: MergingModel
  /** Goes on in another conversation, in place of the one that is open. */
  move(to: ConversationId): void
  isAttended: ReadonlySignal<boolean>
  team: TeamModel
}

/** Follows the address: opens the conversation that it names, and its visitor, and ends the ones before. */
export function createOpenConversation(deps: Deps) {
  const { router, client, me, people, toasts, drafts, isAttended } = deps
  const { env } = deps.window
  const openId = computed(() => openIn(router.route.value))
  const isTeam = computed(() => router.route.value.screen === 'team')
  const open = signal<OpenConversation | null>(null)
  const visitor = signal<VisitorModel | null>(null)
  const visitorId = computed<VisitorId | null>(() => open.value?.model.row.value?.visitor?.id ?? null)
  const sites = createSiteNames(client)
  const uploads = new Map<ConversationId, UploadsModel>()
  const list = bothOf(deps.list, deps.feed)

  function begin(id: ConversationId, isTeam: boolean): OpenConversation {
    const model = new ConversationModel({
      ...{ client, id, me, people, toasts, isAttended, isTeam, window: deps.window },
      list: isTeam ? deps.team : list,
    })
    const files = uploads.get(id) ?? new UploadsModel(client)
    uploads.set(id, files)
    const mentionable = computed(() => mentionablesIn(model, deps))
    const mention = mentionSource({
      mentionable,
      isNote: () => composer.mode.value === 'note',
      onPick: (one) => composer.pickMention(one),
    })
    const attach = (one: CannedResponse) =>
      files.bring(one.files, model.target(), (file, to) => deps.canned.copyFile(one, file, to.id.peek() ?? id))
    const help = createWritingHelp({ id, me, model, visitor, sites, attach, canned: deps.canned, more: [mention] })
    const deliver = ({ then, ...what }: Postponed) => {
      if (then?.is === 'later') void deps.scheduled.create(id, what.body, then.at)
      else deps.held.deliver(id, { ...what, then })
    }
    const composer = new ComposerModel({
      ...{ id, handle: model, drafts, uploads: files, deliver, mentionable, ...help },
      colleagues: model.colleagues,
      ...(isTeam && { only: 'note' }),
    })
    return { model, composer, isTeam, help, links: new FileLinksModel(client, env, id) }
  }

  const ends = [
    followingMoves(deps, { openId, open, uploads }),
    effect(() => {
      const id = openId.value
      const ofTeam = isTeam.value
      return untracked(() => {
        const began = id && begin(id, ofTeam)
        open.value = began
        return () => {
          for (const model of began ? [began.composer, began.links, began.model] : []) model[Symbol.dispose]()
        }
      })
    }),
    leadingToItsPlace(router, open),
    effect(() => {
      const id = visitorId.value
      return untracked(() => {
        const began = id && new VisitorModel({ client, clock: env, toasts, id, isAttended })
        visitor.value = began
        return () => began?.[Symbol.dispose]()
      })
    }),
  ]

  return {
    openId,
    open,
    visitor,
    end() {
      for (const end of ends) end()
      for (const files of uploads.values()) files[Symbol.dispose]()
    },
  }
}

/** Whatever leads to a conversation may lead to a chat, which has a place of its own; and a chat's place to no chat. */
function leadingToItsPlace(router: Deps['router'], open: Shown['open']): () => void {
  return effect(() => {
    const row = open.value?.model.row.value
    const at = router.route.peek()
    if (!row || (at.screen !== 'conversations' && at.screen !== 'team') || at.conversationId !== row.id) return
    const its = row.team ? ({ screen: 'team' } as const) : ({ screen: 'conversations', view: null } as const)
    if (at.screen === its.screen) return
    const { messageId } = at
    untracked(() => router.replace({ ...its, conversationId: row.id, ...(messageId && { messageId }) }))
  })
}

type Shown = {
  openId: ReadonlySignal<ConversationId | null>
  open: ReadonlySignal<OpenConversation | null>
  uploads: Map<ConversationId, UploadsModel>
}

/** What is shown is that of another conversation now, which it was merged into (SYNC-93): there it goes on. */
function followingMoves({ drafts, toasts, merging, move }: Deps, { openId, open, uploads }: Shown): () => void {
  return effect(() => {
    const from = openId.value
    const shown = open.value
    const to = shown?.model.target().id.value
    if (!from || !to || shown?.model.id.peek() !== from || from === to) return
    untracked(() => {
      followMove({ from, to, drafts, uploads, toasts, merging })
      move(to)
    })
  })
}

function openIn(route: Route): ConversationId | null {
  return route.screen === 'conversations' || route.screen === 'team' ? route.conversationId : null
}

/** Colleagues but not the agent himself, departments, and everybody who took part. */
function mentionablesIn(model: ConversationModel, { people, me }: Deps): Mentionable[] {
  const row = model.row.value
  if (row?.team) return membersOf(row.team.memberIds, { people, me })
  const where = row && { departmentId: row.departmentId, assigneeId: model.facts.value?.assigneeId ?? null }
  const colleagues = people.assignable.value.filter(({ id }) => id !== me.id)
  return mentionables(colleagues, people.departments.value, { where, all: t('mention.everyone') })
}

/** Whom a chat with colleagues may name: those who take part. */
function membersOf(ids: readonly string[], { people, me }: Pick<Deps, 'people' | 'me'>): Mentionable[] {
  const members = people.assignable.value.filter(({ id }) => id !== me.id && ids.includes(id))
  return mentionables(members, [], { where: null, all: t('mention.everyone') })
}

/** What is read here is read in every list. */
function bothOf(list: ConversationListModel, feed: ConversationListModel): ConversationModelList {
  return {
    // What the list on screen lets go of, the feed of open conversations may still hold.
    rows: computed(() => [...feed.rows.value, ...list.rows.value]),
    markRead(id) {
      list.markRead(id)
      feed.markRead(id)
    },
    markUnread(id, unread) {
      list.markUnread(id, unread)
      feed.markUnread(id, unread)
    },
  }
}
type ConversationModelList = Pick<ConversationListModel, 'rows' | 'markRead' | 'markUnread'>
