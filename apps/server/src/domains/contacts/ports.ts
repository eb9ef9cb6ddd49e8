import type { Company, ContactId, Visitor, VisitorId, WorkspaceId } from '@parley/protocol'

/** A browser, as far as it says who somebody is. */
export type KnownVisitor = {
  _id: VisitorId
  contactId?: ContactId | null
  savedAs?: ContactId | null
  name: string | null
  email: string | null
  phone?: string | null
  company?: Company | null
  language: string | null
  seenAt: Date
}

/** What contacts need of visitors. */
export type VisitorDesk = {
  find(workspaceId: WorkspaceId, id: VisitorId): Promise<KnownVisitor | null>
  listOfContacts(workspaceId: WorkspaceId, ids: readonly ContactId[]): Promise<{ _id: VisitorId; wire(): Visitor }[]>
  setSavedAs(
    workspaceId: WorkspaceId,
    id: VisitorId,
    change: { from: ContactId | null; to: ContactId | null },
  ): Promise<boolean>
}
