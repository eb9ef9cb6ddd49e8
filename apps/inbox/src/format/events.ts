import type { Actor, LogEvent } from '@parley/protocol'
import { t } from '../i18n/translate.ts'
import type { IconName } from '../ui/icons.ts'

type People = { me: string; nameOf(id: string): string | null }
type Line = { icon: IconName; text: string }

/** One sentence about something that happened in a conversation. */
export function eventLine(event: LogEvent, people: People): Line {
  const who = actorName(event.actor, people)
  switch (event.kind) {
    case 'conv.status':
      return event.body ? statusLine(event.body.status, who) : unknown()
    case 'conv.assign':
      return event.body ? assignLine(event.body, event.actor, people) : unknown()
    case 'conv.tag': {
      const { add = [], remove = [] } = event.body ?? {}
      const key = add.length > 0 ? 'event.tagged' : 'event.untagged'
      return { icon: 'tag', text: t(key, { who, tags: (add.length > 0 ? add : remove).join(', ') }) }
    }
    case 'conv.priority':
      return {
        icon: 'flag',
        text: t('event.priority', { who, priority: t(`priority.${event.body?.priority ?? 'normal'}`) }),
      }
    case 'conv.rate':
      return { icon: 'check-circle', text: t('event.rated', { who, score: event.body?.score ?? 0 }) }
    case 'conv.field':
      return { icon: 'edit', text: t('event.field', { who }) }
    case 'part.join':
      return { icon: 'user', text: t('event.joined', { who: event.body ? actorName(event.body.who, people) : who }) }
    case 'part.leave':
      return { icon: 'user', text: t('event.left', { who: event.body ? actorName(event.body.who, people) : who }) }
    default:
      return unknown()
  }
}

function statusLine(status: 'open' | 'pending' | 'closed', who: string): Line {
  const lines = {
    open: { icon: 'retry', text: t('event.reopened', { who }) },
    pending: { icon: 'clock', text: t('event.pending', { who }) },
    closed: { icon: 'check-circle', text: t('event.closed', { who }) },
  } as const
  return lines[status]
}

function assignLine(body: { assigneeId: string | null; name: string | null }, actor: Actor, people: People): Line {
  const who = actorName(actor, people)
  if (body.assigneeId === null) return { icon: 'inbox', text: t('event.unassigned', { who }) }
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

/** Of a kind that this build does not know: it happened, and no more can be said (SYNC-71). */
function unknown(): Line {
  return { icon: 'info', text: t('event.unknown') }
}
