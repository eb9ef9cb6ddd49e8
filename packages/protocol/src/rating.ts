import * as z from 'zod'
import { endpoint } from './endpoint.ts'
import { ConversationId } from './ids.ts'
import { ROUTES } from './routes.ts'
import { Timestamp } from './time.ts'

export const ratingEndpoints = {
  createRatingLink: endpoint(ROUTES.createRatingLink, {
    summary: 'A link with which the visitor rates this conversation once, within 14 days (SYNC-87)',
    params: z.strictObject({ id: ConversationId }),
    status: 201,
    response: z.strictObject({ url: z.url(), expiresAt: Timestamp }),
    errors: ['conversation_not_found'],
  }),
}
