import { ENDPOINTS } from '@parley/protocol'
import { AppError } from '../../errors/app-error.ts'
import { handle, type Scopes } from '../../http/scopes.ts'
import type { Actions } from './actions.ts'
import type { Lists } from './lists.ts'
import type { Marks } from './marks.ts'
import type { createSnapshots } from './snapshot.ts'

type Deps = { actions: Actions; lists: Lists; marks: Marks; snapshots: ReturnType<typeof createSnapshots> }

export function addConversationRoutes(scopes: Scopes, { actions, lists, marks, snapshots }: Deps): void {
  handle(scopes, ENDPOINTS.listConversations, ({ principal, query }) => lists.page(principal, query))
  handle(scopes, ENDPOINTS.countConversations, async ({ principal }) => ({ counts: await lists.counts(principal) }))
  handle(scopes, ENDPOINTS.revalidateRows, async ({ principal, body }) => ({
    rows: await lists.rows(principal, body.ids),
  }))
  handle(scopes, ENDPOINTS.getConversation, ({ principal, params }) => snapshots.take(principal, params.id))
  handle(scopes, ENDPOINTS.listEvents, ({ principal, params, query }) => snapshots.page(principal, params.id, query))
  handle(scopes, ENDPOINTS.markUnread, ({ principal, params, body }) =>
    marks.markUnread(principal, params.id, body.from),
  )
  handle(scopes, ENDPOINTS.listOwnConversations, async ({ principal }) => ({
    conversations: await lists.own(principal),
  }))
  handle(scopes, ENDPOINTS.appendEvent, async ({ principal, body, request }) => {
    const key = request.headers['idempotency-key']
    if (key !== body.cmid) throw new AppError('invalid_request', 'The header Idempotency-Key must equal the cmid.')
    const answer = await actions.submit(principal, body)
    if (answer.t === 'ack') return answer
    const { code, to } = answer
    throw new AppError(code, `The command was not carried out: ${code}.`, to ? { to } : {})
  })
}
