import type { CannedResponseId, MacroId } from '@parley/protocol'
import type { Tenant } from '../testing.ts'

/** A tenant with something in it: what another tenant must not see, and what calls are made about. */
export type Fixture = Tenant & {
  visitor: { id: string; access: string; token: string }
  conversation: { id: string; messageId: string; attachmentId: string }
  cookies: Record<string, string>
  departmentId: string
  cannedId: CannedResponseId
  macroId: MacroId
  contactId: string
  erasureId: string
  customFieldId: string
  reasonId: string
  importId: string
  viewId: string
  announcementId: string
  blockId: string
  scheduledId: string
  tagId: string
  deviceId: string
  soundId: string
}
