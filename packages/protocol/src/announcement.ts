import * as z from 'zod'
import { endpoint } from './endpoint.ts'
import { AgentId, AnnouncementId } from './ids.ts'
import { ROUTES } from './routes.ts'
import { Scope } from './scope.ts'
import { Timestamp } from './time.ts'

/** An announcement is to a department or to everybody: nobody announces something to himself. */
const Audience = z.discriminatedUnion('type', [Scope.options[1], Scope.options[2]])

/** What an admin or a supervisor tells colleagues; shown until each has read it, at most until it expires. */
export const Announcement = z.strictObject({
  id: AnnouncementId,
  scope: Audience,
  text: z.string(),
  by: AgentId,
  createdAt: Timestamp,
  /** From then on nobody is shown it any more; the history keeps it. */
  expiresAt: Timestamp,
  /** Whether the agent who asks has read it. */
  isRead: z.boolean(),
  /** Who read it and when, for supervisors and admins. */
  reads: z.array(z.strictObject({ agentId: AgentId, at: Timestamp })).optional(),
})
export type Announcement = z.infer<typeof Announcement>

const onOne = { params: z.strictObject({ id: AnnouncementId }) } as const

export const announcementEndpoints = {
  listAnnouncements: endpoint(ROUTES.listAnnouncements, {
    summary: 'What was announced to the agent, the newest first, the last hundred; what is over too',
    response: z.strictObject({ announcements: z.array(Announcement) }),
    errors: [],
  }),
  createAnnouncement: endpoint(ROUTES.createAnnouncement, {
    summary: 'Announce something to a department or to everybody; for at most 90 days',
    body: z.strictObject({ scope: Audience, text: z.string().trim().min(1).max(2000), expiresAt: Timestamp }),
    status: 201,
    response: Announcement,
    errors: ['department_not_found'],
  }),
  readAnnouncement: endpoint(ROUTES.readAnnouncement, {
    summary: 'The agent has read it; repeating it changes nothing',
    ...onOne,
    status: 204,
    errors: ['announcement_not_found'],
  }),
  endAnnouncement: endpoint(ROUTES.endAnnouncement, {
    summary: 'End an announcement before its time; the history keeps it',
    ...onOne,
    status: 204,
    errors: ['announcement_not_found'],
  }),
}
