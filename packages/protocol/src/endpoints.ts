import * as z from 'zod'
import { agentEndpoints } from './agent.ts'
import { agentDeviceEndpoints } from './agent-device.ts'
import { announcementEndpoints } from './announcement.ts'
import { attachmentEndpoints } from './attachment.ts'
import { blockEndpoints } from './block.ts'
import { cannedResponseEndpoints } from './canned-response.ts'
import { closeReasonEndpoints } from './close-reason.ts'
import { contactEndpoints } from './contact.ts'
import { contactCallEndpoints } from './contact-calls.ts'
import { contactImportEndpoints } from './contact-import.ts'
import { contactMergeEndpoints } from './contact-merge.ts'
import { conversationEndpoints } from './conversation.ts'
import { customFieldEndpoints } from './custom-field.ts'
import { endpoint } from './endpoint.ts'
import { draftEndpoints } from './kept-draft.ts'
import { linkPreviewEndpoints } from './link-preview.ts'
import { liveVisitorEndpoints } from './live-visitor.ts'
import { macroEndpoints } from './macro.ts'
import { noticeEndpoints } from './notice.ts'
import { overviewEndpoints } from './overview.ts'
import { personEndpoints } from './person.ts'
import { personFileEndpoints } from './person-file.ts'
import { preferenceEndpoints } from './preferences.ts'
import { pushEndpoints } from './push.ts'
import { ratingEndpoints } from './rating.ts'
import { resumeEndpoints } from './resume.ts'
import type { RouteName } from './routes.ts'
import { ROUTES } from './routes.ts'
import { savedViewEndpoints } from './saved-view.ts'
import { scheduledEndpoints } from './scheduled.ts'
import { searchEndpoints } from './search.ts'
import { siteEndpoints } from './site.ts'
import { soundEndpoints } from './sound.ts'
import { syncEndpoints } from './sync.ts'
import { tagEndpoints } from './tag.ts'
import { teamChatEndpoints } from './team-chat.ts'
import { transcriptEndpoints } from './transcript.ts'
import { visitorEndpoints } from './visitor.ts'

const fileEndpoints = {
  downloadFile: endpoint(ROUTES.downloadFile, {
    summary: 'The bytes of a file, by a signed link; ranges are served',
    params: z.strictObject({ token: z.string().regex(/^[\w.-]{20,500}$/) }),
    errors: ['link_expired', 'attachment_not_found'],
  }),
}

/** Every HTTP endpoint, declared once; the server registers exactly these, the negative tests are generated from them. */
export const ENDPOINTS = {
  ...visitorEndpoints,
  ...liveVisitorEndpoints,
  ...contactEndpoints,
  ...contactCallEndpoints,
  ...contactImportEndpoints,
  ...contactMergeEndpoints,
  ...personEndpoints,
  ...personFileEndpoints,
  ...closeReasonEndpoints,
  ...customFieldEndpoints,
  ...tagEndpoints,
  ...siteEndpoints,
  ...agentEndpoints,
  ...preferenceEndpoints,
  ...noticeEndpoints,
  ...agentDeviceEndpoints,
  ...soundEndpoints,
  ...draftEndpoints,
  ...scheduledEndpoints,
  ...cannedResponseEndpoints,
  ...savedViewEndpoints,
  ...linkPreviewEndpoints,
  ...announcementEndpoints,
  ...blockEndpoints,
  ...teamChatEndpoints,
  ...macroEndpoints,
  ...conversationEndpoints,
  ...overviewEndpoints,
  ...searchEndpoints,
  ...syncEndpoints,
  ...attachmentEndpoints,
  ...transcriptEndpoints,
  ...ratingEndpoints,
  ...resumeEndpoints,
  ...pushEndpoints,
  ...fileEndpoints,
} satisfies Record<RouteName, unknown>

type All = typeof ENDPOINTS
type In<E, Part extends string> = E extends { [P in Part]: infer S extends z.ZodType } ? z.input<S> : undefined
type Out<E> = E extends { response: infer S extends z.ZodType } ? z.output<S> : undefined

/** What each endpoint takes and gives, as types alone: the client and the inbox call by name. */
export type EndpointTypes = {
  [Name in keyof All]: {
    params: In<All[Name], 'params'>
    query: In<All[Name], 'query'>
    body: In<All[Name], 'body'>
    response: Out<All[Name]>
  }
}
