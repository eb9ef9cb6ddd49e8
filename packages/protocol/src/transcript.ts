import * as z from 'zod'
import { endpoint } from './endpoint.ts'
import { ConversationId } from './ids.ts'
import { Locale } from './options/index.ts'
import { ROUTES } from './routes.ts'
import { Timestamp } from './time.ts'

export const TranscriptFormat = z.enum(['text', 'html', 'json'])
export type TranscriptFormat = z.infer<typeof TranscriptFormat>

/** An IANA time zone, `Europe/Berlin`; one that is not known counts as UTC. */
const Zone = z
  .string()
  .max(64)
  .regex(/^[A-Za-z0-9_+/-]+$/)

const id = z.strictObject({ id: ConversationId })

export const transcriptEndpoints = {
  getTranscript: endpoint(ROUTES.getTranscript, {
    summary: 'The conversation as a text, a page or data to keep; notes go to agents alone, and only when asked for',
    params: id,
    query: z.strictObject({
      format: TranscriptFormat,
      locale: Locale.optional(),
      zone: Zone.optional(),
      notes: z.literal('true').optional(),
    }),
    errors: ['conversation_not_found', 'feature_off', 'forbidden'],
  }),
  linkTranscript: endpoint(ROUTES.linkTranscript, {
    summary: 'Short-lived links to the transcript for a browser: to print, as text, as a page, and as data',
    params: id,
    body: z.strictObject({ locale: Locale.optional(), zone: Zone.optional(), notes: z.boolean().optional() }),
    response: z.strictObject({ print: z.url(), text: z.url(), html: z.url(), json: z.url(), expiresAt: Timestamp }),
    errors: ['conversation_not_found', 'feature_off', 'forbidden'],
  }),
  downloadTranscript: endpoint(ROUTES.downloadTranscript, {
    summary: 'The transcript that a link was made for',
    params: z.strictObject({ token: z.string().regex(/^[\w.-]{20,590}$/) }),
    errors: ['link_expired', 'conversation_not_found'],
  }),
}
