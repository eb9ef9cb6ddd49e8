import { ENDPOINTS, type Limits } from '@parley/protocol'
import { AppError } from '../../errors/app-error.ts'
import { handle, type Scopes } from '../../http/scopes.ts'
import { createAtMostEach } from '../../lib/at-most.ts'
import type { Principal, VisitorPrincipal } from '../../lib/principal.ts'
import type { Actions } from './actions.ts'
import type { DescribeConversation } from './details.ts'
import type { GlobalSearch } from './global-search.ts'
import type { Lists } from './lists.ts'
import type { Marks } from './marks.ts'
import type { createSnapshots } from './snapshot.ts'

type Deps = {
  actions: Actions
  lists: Lists
  marks: Marks
  snapshots: ReturnType<typeof createSnapshots>
  describe: DescribeConversation
  searchAll: GlobalSearch
  limits: Limits
}

const RETRY_MS = 2_000

export function addConversationRoutes(scopes: Scopes, deps: Deps): void {
  const { actions, lists, marks, snapshots, describe, searchAll, limits } = deps
  // What costs more to answer than to ask waits for others of its own workspace, never for a neighbour's (N84).
  const share = createAtMostEach(
    limits.readsAtOnce,
    limits.readsWaiting,
    () => new AppError('rate', 'Too many reads of this workspace at once.', { retryAfterMs: RETRY_MS }),
  )
  const read = <T>({ workspaceId }: Principal, work: () => Promise<T>) => share(workspaceId, work)

  handle(scopes, ENDPOINTS.listConversations, ({ principal, query }) =>
    read(principal, () => lists.page(principal, query)),
  )
  handle(scopes, ENDPOINTS.countConversations, ({ principal }) =>
    read(principal, async () => ({ counts: await lists.counts(principal) })),
  )
  handle(scopes, ENDPOINTS.search, ({ principal, query }) => read(principal, () => searchAll(principal, query)))
  handle(scopes, ENDPOINTS.revalidateRows, ({ principal, body }) =>
    read(principal, async () => ({ rows: await lists.rows(principal, body.ids, body.within) })),
  )
  handle(scopes, ENDPOINTS.getConversation, ({ principal, params }) =>
    read(principal, () => snapshots.take(principal, params.id)),
  )
  handle(scopes, ENDPOINTS.listEvents, ({ principal, params, query }) =>
    read(principal, () => snapshots.page(principal, params.id, query)),
  )
  handle(scopes, ENDPOINTS.getMessageHistory, async ({ principal, params }) => ({
    versions: await snapshots.history(principal, params.id, params.messageId),
  }))
  handle(scopes, ENDPOINTS.markUnread, ({ principal, params, body }) =>
    marks.markUnread(principal, params.id, body.from),
  )
  handle(scopes, ENDPOINTS.describeConversation, ({ principal, params, body }) => describe(principal, params.id, body))
  handle(scopes, ENDPOINTS.listOwnConversations, ({ principal }) =>
    read(principal, async () => ({ conversations: await lists.own(principal), known: knownOf(principal) })),
  )
  handle(scopes, ENDPOINTS.appendEvent, async ({ principal, body, request }) => {
    const key = request.headers['idempotency-key']
    if (key !== body.cmid) throw new AppError('invalid_request', 'The header Idempotency-Key must equal the cmid.')
    const answer = await actions.submit(principal, body)
    if (answer.t === 'ack') return answer
    const { code, to, errors } = answer
    throw new AppError(code, `The command was not carried out: ${code}.`, {
      ...(to && { to }),
      ...(errors && { errors }),
    })
  })
}

/** How a visitor can be reached, as far as he said so himself. */
function knownOf(principal: VisitorPrincipal) {
  return (['name', 'email', 'phone'] as const).filter((key) => principal[key] !== null)
}
