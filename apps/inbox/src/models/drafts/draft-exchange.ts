import { type Client, ClientError, type Environment } from '@parley/client'
import type { ConversationId, KeptDraft } from '@parley/protocol'
import { signal, untracked } from '@preact/signals'
import { type Draft, type DraftsModel, EMPTY_DRAFT, type Mode } from '../drafts-model.ts'
import { agreedOn, createStates, type Place, partsOf, placeOf, type State } from './draft-states.ts'
import { sameFiles } from './same-files.ts'

export type ExchangeDeps = {
  client: Pick<Client, 'call'>
  env: Pick<Environment, 'now' | 'storage'>
  agentId: string
  drafts: Pick<DraftsModel, 'drafts' | 'of' | 'set'>
}
export type Other = KeptDraft['others'][number]
type Content = Pick<State, 'text' | 'files'>

const KINDS = ['reply', 'note'] as const
/** The server judges how long ago something was written up to here. */
const LONGEST_MS = 90 * 24 * 60 * 60_000

/** What is written here, beside what the server keeps of it: how they come to agree. */
export function createDraftExchange(deps: ExchangeDeps) {
  const { client, env } = deps
  const { states, others, note, hereAt, isAgreed, show, adopt } = createBothSides(deps)
  /** What the server refused, until it is changed. */
  const refused = new Map<Place, string>()

  /** Written on meanwhile where the server holds another text: that is still to be compared. */
  function settle(place: Place, sent: Content, answer: Pick<KeptDraft, 'rev' | 'text' | 'files' | 'others'>): void {
    const isMore = !same(hereAt(place), sent)
    if (!same(answer, sent)) return isMore ? show(place, answer) : adopt(place, answer)
    show(place, answer)
    states.set(place, { ...agreedOn(answer), changedAt: isMore ? env.now() : null })
  }

  async function save(place: Place, settled: string[] = []): Promise<void> {
    const [conversationId, kind] = partsOf(place)
    const sent = hereAt(place)
    const { rev, changedAt } = states.of(place)
    const agoMs = changedAt === null ? 0 : Math.min(LONGEST_MS, Math.max(0, env.now() - changedAt))
    const written = { text: sent.text, files: [...sent.files] }
    try {
      const body = { conversationId, kind, ...written, known: rev, agoMs, settled }
      const answer = await client.call('saveDraft', { body })
      refused.delete(place)
      settle(place, sent, answer)
    } catch (error) {
      if (isRefusal(error)) refused.set(place, sent.text)
    }
  }

  /** What is written here meanwhile stays, and meets it at the server. */
  function hear(place: Place, draft: KeptDraft): void {
    if (draft.rev > states.of(place).rev && isAgreed(place)) adopt(place, draft)
    else show(place, draft)
  }
  /** Sent, or taken away, on another device. */
  function end(place: Place): void {
    const { rev } = states.of(place)
    if (rev > 0 && isAgreed(place)) adopt(place, { rev, text: '', files: [], others: [] })
  }

  return {
    ...{ others, note, save, forget: states.forget },
    async saveAll(): Promise<void> {
      for (const place of untracked(note)) if (refused.get(place) !== hereAt(place).text) await save(place)
    },
    async load(): Promise<void> {
      const answer = await client.call('listDrafts', { query: {} }).catch(() => null)
      if (!answer) return
      const found = new Map(answer.drafts.map((one) => [placeOf(one.conversationId, one.kind), one]))
      for (const [place, one] of found) hear(place, one)
      for (const place of states.places()) if (!found.has(place)) end(place)
    },
    async loadOne(conversationId: ConversationId, kind: Mode, rev: number): Promise<void> {
      const place = placeOf(conversationId, kind)
      if (states.of(place).rev >= rev) return
      const answer = await client.call('listDrafts', { query: { conversationId } }).catch(() => null)
      const one = answer?.drafts.find((draft) => draft.kind === kind)
      if (one) hear(place, one)
      else if (answer) end(place)
    },
  }
}

/** The drafts in the browser, and what is known of those on the server. */
function createBothSides({ env, agentId, drafts }: ExchangeDeps) {
  const states = createStates(env, agentId)
  const others = signal<ReadonlyMap<Place, readonly Other[]>>(new Map())
  /** What stood where it differs, when that was looked at last. */
  let noted = new Map<Place, Content>()
  const hereAt = (place: Place) => {
    const [id, kind] = partsOf(place)
    return contentOf(drafts.of(id), kind)
  }
  const isAgreed = (place: Place) => same(hereAt(place), states.of(place))
  function show(place: Place, draft: Pick<KeptDraft, 'others'>): void {
    const next = new Map(others.peek())
    if (draft.others.length > 0) next.set(place, draft.others)
    else next.delete(place)
    others.value = next
  }
  return {
    ...{ states, others, hereAt, isAgreed, show },
    /** What differs from what the server has, and when that was written. */
    note(): Place[] {
      const here = [...drafts.drafts.peek().keys()].flatMap((id) => KINDS.map((kind) => placeOf(id, kind)))
      const differing = [...new Set([...here, ...states.places()])].filter((place) => !isAgreed(place))
      for (const place of differing) {
        const state = states.of(place)
        const before = noted.get(place)
        const isNews = state.changedAt === null || (before && !same(before, hereAt(place)))
        if (isNews) states.set(place, { ...state, changedAt: env.now() })
      }
      noted = new Map(differing.map((place) => [place, hereAt(place)]))
      return differing
    },
    adopt(place: Place, draft: Pick<KeptDraft, 'rev' | 'text' | 'files' | 'others'>): void {
      show(place, draft)
      states.set(place, agreedOn(draft))
      if (isAgreed(place)) return
      const [id, kind] = partsOf(place)
      drafts.set(id, withContent(drafts.of(id), kind, draft))
    },
  }
}

const same = (a: Content, b: Content) => a.text === b.text && sameFiles(a.files, b.files)

/** Files go with the reply: on a device they belong to whichever is sent. */
const contentOf = (draft: Draft, kind: Mode): Content => ({
  text: draft[kind],
  files: kind === 'reply' ? (draft.files ?? []) : [],
})

function withContent(draft: Draft, kind: Mode, { text, files }: Content): Draft {
  const { files: had = [], ...words } = draft
  const now = kind === 'reply' ? files : had
  const isFirst = draft === EMPTY_DRAFT
  return { ...words, ...(isFirst && { mode: kind }), [kind]: text, ...(now.length > 0 && { files: now }) }
}

const isRefusal = (error: unknown) =>
  error instanceof ClientError &&
  error.status >= 400 &&
  error.status < 500 &&
  error.status !== 429 &&
  error.status !== 401
