import type {
  Actor,
  AgentId,
  ContactId,
  ConversationId,
  DepartmentId,
  Role,
  SessionId,
  SiteId,
  VisitorId,
  WorkspaceId,
} from '@parley/protocol'

/** Whoever a request or a connection speaks for; made by the authenticator alone, never from a client's words. */
export type VisitorPrincipal = {
  type: 'visitor'
  workspaceId: WorkspaceId
  siteId: SiteId
  visitorId: VisitorId
  /** The visitor before an upgrade of identity; his conversations come along (SYNC-86). */
  predecessorId: VisitorId | null
  /** Who he is, while a signed identity of the last hour proves it (SYNC-84); null otherwise. */
  contactId: ContactId | null
  /** Conversations of somebody else's browser that links let him continue (SYNC-87). */
  resumed?: readonly ConversationId[] | undefined
  name: string | null
  email: string | null
  phone: string | null
  /** What he sends is refused: he is blocked himself, or nobody is let in from where he is. */
  blocked: boolean
  /** Where his request or his line comes from, as far as that is known here. */
  address?: string | undefined
}

export type AgentPrincipal = {
  type: 'agent'
  workspaceId: WorkspaceId
  agentId: AgentId
  sessionId: SessionId
  role: Role
  departmentIds: readonly DepartmentId[]
  name: string
}

export type Principal = VisitorPrincipal | AgentPrincipal

/** From which page (null: no Origin header) and from which address, by the server's rules about proxies. */
export type Whence = { origin: string | null; address: string }

/** Turns proofs into principals. Refusals are `AppError`s (`token_invalid`, `origin_not_allowed`, `unauthenticated`). */
export type Authenticator = {
  /** An access token (JWT), of a visitor or an agent. Throws `blocked` too: no visitor is let in from this address. */
  byAccess(access: string, from: Whence): Promise<Principal>
  /** A stored visitor token: door one (`hello`); door two is the exchange. Throws as {@link byAccess} does. */
  byVisitorToken(token: string, from: Whence): Promise<VisitorPrincipal>
  /** When the access token ends, for sockets that must renew (SYNC-82); null for a stored visitor token. */
  expiresAt(access: string): Date | null
  /** The principal as it is now, at most 5 s old (SYNC-58); null when it was disabled, signed out or removed. */
  current(principal: Principal): Promise<Principal | null>
  /** Called with a principal key (`agt_…`, `vis_…`) whenever somebody changed; sockets re-check at once. */
  onChange(listener: (id: string) => void): () => void
}

/** Who acts: an agent, a visitor, or the person whom he proved to be, in whichever browser. */
export function actorOf(principal: Principal): Actor {
  if (principal.type === 'agent') return { type: 'agent', id: principal.agentId, name: principal.name }
  const { visitorId, contactId, name } = principal
  return {
    ...(contactId ? { type: 'contact', id: contactId } : { type: 'visitor', id: visitorId }),
    ...(name && { name }),
  }
}

/** Ids under which the same person may have acted before in this browser (SYNC-86). */
export function formerIdsOf(principal: Principal): string[] {
  if (principal.type === 'agent') return []
  const { visitorId, predecessorId, contactId } = principal
  return [contactId && visitorId, predecessorId].filter((id) => id !== null)
}

/** What changes of a principal are told by: his own id, or his browser's. */
export function keyOf(principal: Principal): string {
  return principal.type === 'agent' ? principal.agentId : principal.visitorId
}
