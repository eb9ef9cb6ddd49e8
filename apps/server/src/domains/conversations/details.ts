import type { ConversationId, EventBodies, SiteId, WorkspaceId } from '@parley/protocol'
import { AppError } from '../../errors/app-error.ts'
import type { Clock } from '../../lib/clock.ts'
import { newCmid } from '../../lib/new-id.ts'
import { actorOf, type VisitorPrincipal } from '../../lib/principal.ts'
import { conversationFor, mayRead } from './access.ts'
import { type Decide, type Decision, hashOf, refuse } from './command.ts'
import type { Log } from './log.ts'
import type { ConversationRecord } from './model.ts'

type Deps = {
  log: Log
  clock: Clock
  /** The tags that pages of a site may set and take away. */
  pageTagsOf(workspaceId: WorkspaceId, siteId: SiteId): Promise<readonly string[]>
}
type Details = {
  fields?: Record<string, string | null> | undefined
  tags?: EventBodies['conv.tag'] | undefined
  priority?: EventBodies['conv.priority']['priority'] | undefined
}
type Change = Extract<Decision['kind'], 'conv.field' | 'conv.tag' | 'conv.priority'>

/** Fields of one conversation. */
const MOST_FIELDS = 50

/** What a visitor's page says of his conversation: events like an agent's, by him; the team sees who said it (SYNC-85). */
export function createDetails({ log, clock, pageTagsOf }: Deps) {
  async function append(by: VisitorPrincipal, conversationId: ConversationId, kind: Change, body: Decision['body']) {
    const decide: Decide = (state) => {
      if (!mayRead(by, state)) return refuse('conversation_not_found', 'No such conversation.')
      return isNews(state, kind, body) ? { kind, body } : refuse('unchanged', 'It is so already.')
    }
    const command = { cmid: newCmid(clock.now()), h: hashOf(kind, body), actor: actorOf(by) }
    await log.append({ workspaceId: by.workspaceId, conversationId, command, decide })
  }

  /** Throws `conversation_not_found`, `tag_not_allowed`, `too_large`; nothing is changed then. */
  return async (by: VisitorPrincipal, id: ConversationId, { fields = {}, tags, priority }: Details): Promise<void> => {
    const record = await conversationFor(by, id, log.conversations)
    if (Object.keys({ ...record.fields, ...fields }).length > MOST_FIELDS)
      throw new AppError('too_large', `A conversation has at most ${MOST_FIELDS} attributes.`)
    if (tags) checkTags(tags, await pageTagsOf(by.workspaceId, by.siteId))
    for (const [key, value] of Object.entries(fields)) await append(by, id, 'conv.field', { key, value })
    if (tags) await append(by, id, 'conv.tag', tags)
    if (priority) await append(by, id, 'conv.priority', { priority })
  }
}
export type DescribeConversation = ReturnType<typeof createDetails>

function checkTags({ add, remove }: EventBodies['conv.tag'], allowed: readonly string[]): void {
  const other = [...add, ...remove].find((tag) => !allowed.includes(tag))
  if (other === undefined) return
  throw new AppError('tag_not_allowed', `Pages of this site may not set the tag ${JSON.stringify(other)}.`)
}

function isNews({ fields, tags, priority }: ConversationRecord, kind: Change, body: object): boolean {
  if (kind === 'conv.field') {
    const { key, value } = body as EventBodies['conv.field'] // here and below: made above for its kind
    return (Object.hasOwn(fields, key) ? fields[key] : null) !== value
  }
  if (kind === 'conv.priority') return (body as EventBodies['conv.priority']).priority !== priority
  const { add, remove } = body as EventBodies['conv.tag']
  return add.some((tag) => !tags.includes(tag)) || remove.some((tag) => tags.includes(tag))
}
