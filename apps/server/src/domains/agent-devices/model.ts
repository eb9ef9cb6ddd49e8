import type {
  AgentDevice,
  AgentId,
  AgentPreferences,
  ConversationId,
  DeviceId,
  MessageId,
  NoticeId,
  NoticeKind,
  PushTexts,
  SessionId,
  WorkspaceId,
} from '@parley/protocol'

type PushOutcome = NonNullable<AgentDevice['last']>['outcome']

/** A browser of an agent that takes push messages. */
export type DeviceRecord = {
  /** Follows from agent and endpoint: the same browser is one device, however often it is told. */
  _id: DeviceId
  workspaceId: WorkspaceId
  agentId: AgentId
  /** With this sign-in the device ends. */
  sessionId: SessionId
  /** Hash of the endpoint: one browser, whoever sits before it. */
  browser: string
  /** Endpoint and keys, sealed: whoever has them can write to the browser. */
  target: string
  name: string
  texts: PushTexts
  toldAt: Date
  /** Days on which it took nothing, since it last took something. */
  failing?: Failing
  last?: { at: Date; outcome: PushOutcome }
}

/** Something that an agent is to be told by push, on each of his devices once. It is kept a while: told again it is the same. */
export type PushRecord = {
  _id: NoticeId
  workspaceId: WorkspaceId
  agentId: AgentId
  kind: NoticeKind
  conversationId: ConversationId
  messageId: MessageId | null
  by: AgentId | null
  at: Date
  /** Null once it was sent, or needs not be any more. */
  dueAt: Date | null
  tries: number
  /** Sign-ins whose window rang while nobody sat there: the devices there are not told as well. */
  toldIn?: SessionId[]
  /** The devices that did not take it yet; null before the first try. */
  left: DeviceId[] | null
  expiresAt: Date
}

type Failing = { days: number; countedAt: Date } | null
const DAY_MS = 24 * 60 * 60_000
/** An outage of a push service ends; a device that takes nothing for so many days is not there any more. */
const DEAD_DAYS = 4

/** What is counted against a device after `outcome`: a day of nothing but failures once, however many they were. */
export function failingAfter({ failing }: DeviceRecord, outcome: PushOutcome, now: Date): Failing {
  if (outcome === 'sent') return null
  if (!failing) return { days: 1, countedAt: now }
  const isNextDay = now.getTime() - failing.countedAt.getTime() >= DAY_MS
  return isNextDay ? { days: failing.days + 1, countedAt: now } : failing
}

export const isDead = (failing: Failing): boolean => (failing?.days ?? 0) >= DEAD_DAYS

export function toWire({ _id: id, name: browser, sessionId, last }: DeviceRecord, here: SessionId): AgentDevice {
  return {
    ...{ id, browser, isHere: sessionId === here },
    last: last ? { at: last.at.toISOString(), outcome: last.outcome } : null,
  }
}

/** Where a notification leads, below the path of the inbox. */
export const pathOf = ({ conversationId, messageId }: Pick<PushRecord, 'conversationId' | 'messageId'>): string =>
  `/c/${conversationId}${messageId ? `#${messageId}` : ''}`

/** Whom it is about when the push goes out: the visitor, or the agent who went away; `words` only where the visitor's message is its newest. */
export type About = { visitor: string | null; words: string | null }

/** What the service worker shows: what happened, and of the conversation as much as the agent lets it say. */
export function payloadOf(
  push: PushRecord,
  { kinds, visitor }: PushTexts,
  { tells, about }: { tells: AgentPreferences['pushTells']; about: About },
): string {
  const name = about.visitor ?? visitor
  const bodies = { event: '', name, words: about.words ? `${name}: ${about.words}` : name }
  return JSON.stringify({
    ...{ title: kinds[push.kind] ?? 'Parley', body: bodies[tells] },
    ...{ tag: `${push.kind} ${push.conversationId}`, path: pathOf(push) },
  })
}

export const testPayload = ({ test }: PushTexts): string =>
  JSON.stringify({ title: 'Parley', body: test, tag: 'test', path: '/settings/notifications' })
