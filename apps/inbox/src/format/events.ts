import type { Actor, LogEvent } from '@parley/protocol'
import { t } from '../i18n/translate.ts'
import type { IconName } from '../ui/icons.ts'
import { fullTime } from './times.ts'

/** `isSplit`: messages went into that conversation. */
type People = { me: string; nameOf(id: string): string | null; isTeam?: boolean; isSplit?(id: string): boolean }
/** `said`: what somebody wrote with it, in his own words. */
type Line = { icon: IconName; text: string; said?: string | undefined }

type Lines = { [K in LogEvent['kind']]?: (event: Extract<LogEvent, { kind: K }>, who: string, people: People) => Line }

const LINES: Lines = {
  'conv.status': ({ body, fx }, who) =>
    body ? { ...statusLine(body.status, who), said: fx?.reason?.name } : unknown(),
  'conv.assign': ({ body, actor }, _, people) => (body ? assignLine(body, actor, people) : unknown()),
  'conv.department': ({ body }, who, { nameOf }) => ({
    icon: 'transfer',
    text: t('event.passed', { who, name: (body && nameOf(body.departmentId)) ?? t('who.department') }),
  }),
  'conv.tag': ({ body }, who) => tagLine(body ?? { add: [], remove: [] }, who),
  'conv.priority': ({ body }, who) => ({
    icon: 'flag',
    text: t('event.priority', { who, priority: t(`priority.${body?.priority ?? 'normal'}`) }),
  }),
  'conv.snooze': ({ body, actor }, who) => snoozeLine(body?.until ?? null, actor, who),
  'conv.request': (_, who) => ({ icon: 'help', text: t('event.settled', { who }) }),
  'conv.merge': ({ body }, who) => ({
    icon: 'transfer',
    text: t(body?.to ? 'event.merged' : 'event.unmerged', { who }),
  }),
  'conv.split': ({ body }, who) => ({
    icon: 'transfer',
    text: t('event.split', { who, count: body?.messageIds.length ?? 0 }),
  }),
  'link.add': ({ body }, who, { isSplit }) =>
    linkLine(body, body && isSplit?.(body.id) ? 'event.split_back' : 'event.merged_in', who),
  'link.remove': ({ body }, who) => linkLine(body, 'event.merged_out', who),
  'conv.rate': ({ body }, who) => ({
    icon: 'check-circle',
    text: t('event.rated', { who, score: body?.score ?? 0 }),
    said: body?.comment,
  }),
  'conv.field': ({ body }, who, { isTeam }) =>
    isTeam
      ? { icon: 'edit', text: t('event.group', { who, name: body?.value ?? '' }) }
      : fieldLine(body ?? { key: '', value: null }),
  'conv.contact': ({ body }, who) => ({ icon: 'shield', text: t('event.contact', { who: body?.name ?? who }) }),
  'part.join': ({ body }, who, people) => ({
    icon: 'user',
    text: t('event.joined', { who: body ? actorName(body.who, people) : who }),
  }),
  'part.leave': ({ body }, who, people) => ({
    icon: 'user',
    text: t('event.left', { who: body ? actorName(body.who, people) : who }),
  }),
}

/** One sentence about something that happened in a conversation. */
export function eventLine(event: LogEvent, people: People): Line {
  // The table holds for each kind a function of that kind's event.
  const line = LINES[event.kind] as ((event: LogEvent, who: string, people: People) => Line) | undefined
  return line?.(event, actorName(event.actor, people), people) ?? unknown(event.body)
}

type LinkKey = 'event.merged_in' | 'event.merged_out' | 'event.split_back'

/** Tickets and calls have no line yet. */
function linkLine(body: { type: string } | null, key: LinkKey, who: string): Line {
  return body?.type === 'conversation' ? { icon: 'transfer', text: t(key, { who }) } : unknown(body)
}

function fieldLine({ key, value }: { key: string; value: string | null }): Line {
  if (value === null) return { icon: 'edit', text: t('event.field.gone', { key }) }
  if (key === 'name' || key === 'email') return { icon: 'user', text: t(`event.field.${key}`, { value }) }
  return { icon: 'edit', text: t('event.field', { key, value }) }
}

function tagLine({ add, remove }: { add: string[]; remove: string[] }, who: string): Line {
  const isAdded = add.length > 0
  const tags = (isAdded ? add : remove).join(', ')
  return { icon: 'tag', text: t(isAdded ? 'event.tagged' : 'event.untagged', { who, tags }) }
}

function statusLine(status: 'open' | 'pending' | 'closed', who: string): Line {
  const lines = {
    open: { icon: 'retry', text: t('event.reopened', { who }) },
    pending: { icon: 'clock', text: t('event.pending', { who }) },
    closed: { icon: 'check-circle', text: t('event.closed', { who }) },
  } as const
  return lines[status]
}

function snoozeLine(until: string | null, { type }: Actor, who: string): Line {
  if (until) return { icon: 'moon', text: t('event.snoozed', { who, time: fullTime(until) }) }
  return { icon: 'bell', text: type === 'system' ? t('event.snooze_over') : t('event.unsnoozed', { who }) }
}

type Assigned = { assigneeId: string | null; from: string | null; name: string | null }

function assignLine(body: Assigned, actor: Actor, people: People): Line {
  const who = actorName(actor, people)
  if (body.assigneeId === null) return { icon: 'inbox', text: t('event.unassigned', { who }) }
  if (body.assigneeId === actor.id && body.from !== null) {
    const before = body.from === people.me ? t('who.you') : people.nameOf(body.from)
    return { icon: 'assign', text: t('event.took_over', { who, name: before ?? t('who.colleague') }) }
  }
  if (body.assigneeId === actor.id) return { icon: 'assign', text: t('event.claimed', { who }) }
  const name = body.assigneeId === people.me ? t('who.you') : (body.name ?? people.nameOf(body.assigneeId))
  return { icon: 'assign', text: t('event.assigned', { who, name: name ?? t('who.colleague') }) }
}

function actorName(actor: Actor, { me, nameOf }: People): string {
  if (actor.id === me) return t('who.you')
  if (actor.type === 'system' || actor.type === 'api') return t('who.system')
  const isVisitor = actor.type === 'visitor' || actor.type === 'contact'
  return actor.name ?? nameOf(actor.id) ?? t(isVisitor ? 'who.visitor' : 'who.colleague')
}

/** Of a kind that this build does not know: its fallback, or that it happened (SYNC-17, SYNC-71). */
function unknown(body?: object | null): Line {
  const { fallback } = (body ?? {}) as { fallback?: string }
  return { icon: 'info', text: fallback || t('event.unknown') }
}
