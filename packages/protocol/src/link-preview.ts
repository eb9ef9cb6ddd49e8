import * as z from 'zod'
import { endpoint } from './endpoint.ts'
import { ROUTES } from './routes.ts'

/** What a page says of itself, read by the server; nothing of it is verified, and no picture comes along. */
export const LinkPreview = z.strictObject({
  /** Where the page was found in the end. */
  url: z.string().max(2000),
  host: z.string().max(255),
  title: z.string().max(200),
  description: z.string().max(300),
})
export type LinkPreview = z.infer<typeof LinkPreview>

export const linkPreviewEndpoints = {
  previewLink: endpoint(ROUTES.previewLink, {
    summary: 'What the page of an https address says of itself; null where it says nothing, or may not be asked',
    body: z.strictObject({
      url: z
        .string()
        .max(2000)
        .regex(/^https:\/\/[^\s]+$/),
    }),
    response: z.strictObject({ preview: LinkPreview.nullable() }),
    errors: ['rate'],
  }),
}
