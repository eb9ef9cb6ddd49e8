import type { Client } from '@parley/client'
import type { AgentId, ConversationId } from '@parley/protocol'
import {
  isQuiet,
  NOTICE_KINDS,
  type NoticeChannel,
  type NoticeKind,
  type NoticeMatrix,
  type QuietHours,
} from '@parley/protocol/constants'
import { effect, type ReadonlySignal, untracked } from '@preact/signals'
import type { BrowserWindow } from '../environment.ts'
import { t } from '../i18n/translate.ts'
import { createWatcher, type Happening, overdueOf } from './happenings.ts'
import type { ListRow } from './list-rows.ts'
import { createRung } from './rung.ts'
import type { SoundModel } from './sound-model.ts'

export type BellChoices = { matrix: NoticeMatrix; repeat: boolean; overdueMinutes: number; quiet: QuietHours }

type Deps = {
  window: Pick<BrowserWindow, 'env' | 'notify' | 'sounds' | 'tabs' | 'onTouch'>
  client: Pick<Client, 'connection'>
  me: AgentId
  /** The open conversations, live, once they are known. */
  rows: ReadonlySignal<readonly ListRow[]>
  isKnown: ReadonlySignal<boolean>
  now: ReadonlySignal<number>
  choices: ReadonlySignal<BellChoices>
  /** Whether this computer may show notices of the system. */
  isDesktopOn: ReadonlySignal<boolean>
  sound: Pick<SoundModel, 'volume' | 'isMuted'>
  isAttended: ReadonlySignal<boolean>
  openId: ReadonlySignal<ConversationId | null>
  open(id: ConversationId): void
  /** These were told here: by a sound, by a notice of the system, or, `isSeen`, because somebody looks at the inbox. */
  onTold(happenings: readonly Happening[], isSeen: boolean): void
}

/** What another tab should have rung within this time rings here when that tab is gone. */
const HELD_MS = 15_000
/** After a break, what happened meanwhile comes within this time: it rings once, summed up. */
const BACK_MS = 2_500
const REPEAT_MS = 20_000
const MINUTE_MS = 60_000
/** Nobody needs two sounds at once. */
const APART_MS = 1_500
/** Looked at, but no conversation. */
const ELSEWHERE = '-'

/**
 * Rings for what happens: a sound, a notice of the system. One tab of a browser speaks for all; what it rang no other
 * rings again, and what it could not ring because it was closed the next one does. Returns what ends it.
 */
export function startBell(deps: Deps) {
  const { window, client, me, rows, isKnown, now, choices, isAttended, openId } = deps
  const { env } = window
  const tabs = window.tabs(`parley-inbox:${me}`)
  const rung = createRung(env, `parley-inbox:rung:${me}`)
  const speak = createSpeaker(deps)
  const changesOf = createWatcher(me)
  let held: { at: number; happening: Happening }[] = []
  let isLeading = false
  let gathersUntil = 0
  let gathering: unknown = null

  function hear(happenings: readonly Happening[]): void {
    if (happenings.length === 0) return
    held.push(...happenings.map((happening) => ({ at: env.now(), happening })))
    if (!isLeading) held = held.filter(({ at }) => env.now() - at <= HELD_MS)
    else if (env.now() >= gathersUntil) void ring()
  }

  async function ring(isSummary = false): Promise<void> {
    const fresh = rung.claim(held.splice(0).map(({ happening }) => happening))
    if (fresh.length > 0) speak(fresh, { looks: await tabs.looks(), isSummary })
  }

  /** While the line is down nothing rings: what is known may be settled long since. */
  function follow(isOnline: boolean): void {
    if (!isOnline) gathersUntil = Infinity
    else if (gathersUntil === Infinity) {
      gathersUntil = env.now() + BACK_MS
      gathering = env.setTimeout(() => isLeading && void ring(true), BACK_MS)
    }
  }

  const ends = [
    tabs.lead(() => {
      isLeading = true
      held = held.filter(({ at }) => env.now() - at <= HELD_MS)
      if (env.now() >= gathersUntil) void ring(true)
    }),
    effect(() => tabs.look(isAttended.value ? (openId.value ?? ELSEWHERE) : null)),
    effect(() => follow(client.connection.value.phase === 'online')),
    effect(() => {
      if (!isKnown.value) return
      const changes = changesOf(rows.value)
      untracked(() => hear(changes))
    }),
    followOverdue({ isKnown, rows, now, choices, me }, { hear, claim: rung.claim }),
    repeatWaiting(deps, () => isLeading),
    window.onTouch(() => void window.sounds.unlock()),
    () => env.clearTimeout(gathering),
    () => tabs.look(null),
  ]

  return {
    hear,
    /** These are no news. */
    know: (happenings: readonly Happening[]) => void rung.claim(happenings),
    forget: rung.forget,
    end() {
      for (const end of ends) end()
    },
  }
}
export type Bell = ReturnType<typeof startBell>

type Spoken = { looks: readonly string[]; isSummary: boolean }

/** Says it, on the channels that the agent chose, and not of what somebody looks at already. */
function createSpeaker(deps: Deps) {
  const { window, choices, sound, isDesktopOn, onTold } = deps
  const play = createPlayer(deps)
  return (happenings: readonly Happening[], { looks, isSummary }: Spoken): void => {
    const isMuted = sound.isMuted.peek()
    const at = new Date(window.env.now())
    const isHeld = (kind: NoticeKind) => isMuted || isQuiet(choices.peek().quiet, kind, at)
    const unseen = happenings.filter(({ conversationId }) => !looks.includes(conversationId ?? ELSEWHERE))
    const wanted = (channel: NoticeChannel) =>
      unseen.filter(({ kind }) => choices.peek().matrix[kind][channel] && !isHeld(kind))
    const played = wanted('sound')
    const showed = isDesktopOn.peek() && looks.length === 0 ? wanted('desktop') : []
    play(played)
    show(deps, showed, isSummary)
    const heard = window.sounds.isReady() && sound.volume.peek() > 0 ? played : []
    const isSeen = looks.length > 0
    onTold(isSeen ? happenings : [...heard, ...showed], isSeen)
  }
}

/** One sound for all of it: the most urgent one's. */
function createPlayer({ window, sound }: Deps) {
  let playedAt = 0
  return (happenings: readonly Happening[]): void => {
    const [first] = happenings.toSorted((a, b) => NOTICE_KINDS.indexOf(b.kind) - NOTICE_KINDS.indexOf(a.kind))
    if (!first || window.env.now() - playedAt < APART_MS) return
    playedAt = window.env.now()
    window.sounds.play(first.kind, sound.volume.peek())
  }
}

function show({ window, open }: Deps, happenings: readonly Happening[], isSummary: boolean): void {
  if (isSummary && happenings.length > 1) window.notify(summaryOf(happenings, open))
  else for (const one of happenings) window.notify(noticeOf(one, open))
}

function noticeOf({ kind, conversationId, key, title, body }: Happening, open: Deps['open']) {
  const tag = conversationId ?? key
  return {
    title: kind === 'message' ? title : `${t(`notice.${kind}`)}: ${title}`,
    ...{ body, tag },
    onOpen: () => conversationId && open(conversationId),
  }
}

function summaryOf(happenings: readonly Happening[], open: Deps['open']) {
  const names = [...new Set(happenings.map(({ title }) => title))]
  const last = happenings.at(-1)?.conversationId
  return {
    title: t('notice.summary', { count: happenings.length }),
    body: names.slice(0, 3).join(', ') + (names.length > 3 ? ' …' : ''),
    tag: 'parley-summary',
    onOpen: () => last && open(last),
  }
}

type Watched = Pick<Deps, 'isKnown' | 'rows' | 'now' | 'choices' | 'me'>

/** What waits too long rings once; what did so before this page was opened is known. */
function followOverdue({ isKnown, rows, now, choices, me }: Watched, bell: Pick<Bell, 'hear'> & { claim: Claim }) {
  let isFirst = true
  return effect(() => {
    if (!isKnown.value) return
    const overdue = overdueOf(rows.value, me, now.value - choices.value.overdueMinutes * MINUTE_MS)
    untracked(() => (isFirst ? bell.claim(overdue) : bell.hear(overdue)))
    isFirst = false
  })
}
type Claim = ReturnType<typeof createRung>['claim']

/** Sounds again while somebody waits whom nobody has taken, when the agent wants that. */
function repeatWaiting({ window, rows, choices, sound }: Deps, isLeading: () => boolean): () => void {
  const { env } = window
  let timer: unknown = null
  const again = () => {
    timer = env.setTimeout(again, REPEAT_MS)
    const { repeat, matrix, quiet } = choices.peek()
    const isHeld = sound.isMuted.peek() || isQuiet(quiet, 'waiting', new Date(env.now()))
    const isAsked = repeat && matrix.waiting.sound && !isHeld && isLeading()
    const waits = rows.peek().some(({ assigneeId, waitingSince }) => assigneeId === null && waitingSince !== null)
    if (isAsked && waits) window.sounds.play('waiting', sound.volume.peek())
  }
  timer = env.setTimeout(again, REPEAT_MS)
  return () => env.clearTimeout(timer)
}
