import type {
  Actor,
  AgentId,
  AnsweredCampaign,
  Attachment,
  AttachmentId,
  CloseReason,
  CloseReasonId,
  Cmid,
  ContactId,
  ConversationId,
  DepartmentId,
  FeatureOptions,
  FileOptions,
  FilledForm,
  Role,
  SaidCampaign,
  SiteId,
  TakenForm,
  VisitorId,
  WorkspaceId,
} from '@parley/protocol'
import type { ConversationRecord, EventRecord } from './model.ts'

/**
 * What came of asking for a slot. `held`: it was this conversation's before, so that whoever took it gives it back;
 * another command of the same agent, from his other tab, may be about to need it.
 */
export type SlotTaken = 'taken' | 'held' | 'full'

export type Colleague = { agentId: AgentId; role: Role; departmentIds: readonly DepartmentId[] }

/** What conversations ask of agents. */
export type AgentDirectory = {
  find(
    workspaceId: WorkspaceId,
    id: AgentId,
  ): Promise<{ id: AgentId; name: string; active: boolean; departmentIds: readonly DepartmentId[] } | null>
  /** Those who may sign in, with what decides what they may read. */
  listColleagues(workspaceId: WorkspaceId): Promise<Colleague[]>
  /** Takes one of the agent's slots by a conditional update of his document (SYNC-29). */
  takeSlot(workspaceId: WorkspaceId, id: AgentId, conversationId: ConversationId): Promise<SlotTaken>
  giveSlot(workspaceId: WorkspaceId, id: AgentId, conversationId: ConversationId): Promise<void>
  /** Slots taken before `before`, for the reconciler (R26, I26). */
  listSlots(before: Date): Promise<{ workspaceId: WorkspaceId; agentId: AgentId; conversationId: ConversationId }[]>
}

/**
 * What conversations ask of attachments: binds uploads of `actor` to the command that names them, before its append.
 * Repeating it with the same cmid is harmless; another cmid, uploader or conversation is `attachment_not_found`.
 */
export type AttachmentBinder = {
  bind(input: {
    workspaceId: WorkspaceId
    conversationId: ConversationId
    ids: readonly AttachmentId[]
    cmid: Cmid
    actor: Actor
    /** Other ids of the same person, who may have uploaded before he proved who he is. */
    formerIds: readonly string[]
    /** `agents` for a note: visitors never get a link to it. */
    audience: 'all' | 'agents'
  }): Promise<Attachment[]>
}

/** Somebody with whom an agent may begin a conversation. */
export type KnownVisitor = {
  siteId: SiteId
  /** The person he proved to be: then the conversation is that person's (SYNC-84). */
  contactId: ContactId | null
  name: string | null
  email: string | null
  phone: string | null
  blocked: boolean
  /** He logged out, was erased, or his token has expired: nobody can come back as him. */
  isGone: boolean
}

/** The page a visitor looked at last, and the language of his browser. */
export type SeenOfVisitor = { page: string | null; language: string | null }

/** What conversations ask of visitors. */
export type VisitorDirectory = {
  find(workspaceId: WorkspaceId, id: VisitorId): Promise<KnownVisitor | null>
  /** What lists are narrowed by, of those there are. */
  seen(workspaceId: WorkspaceId, ids: readonly VisitorId[]): Promise<ReadonlyMap<VisitorId, SeenOfVisitor>>
}

/** What conversations ask of departments. */
export type DepartmentDirectory = {
  /** Where conversations of a workspace begin. */
  defaultOf(workspaceId: WorkspaceId): Promise<DepartmentId>
  list(workspaceId: WorkspaceId): Promise<{ _id: DepartmentId }[]>
}

/** Whose a conversation is: who began it, and the person it belongs to since he proved who he is. */
export type Whom = { visitorId: VisitorId; contactId: ContactId | null }

/** What conversations ask of whoever notifies visitors that are away. */
export type Pusher = {
  /** Whether anybody of the workspace may want to be; as it was a few seconds ago at the longest. */
  isUsed(workspaceId: WorkspaceId): Promise<boolean>
  /** Those of `whom` who want to be notified, as visitors or as the persons they proved to be. */
  subscribed(workspaceId: WorkspaceId, whom: readonly Whom[]): Promise<ReadonlySet<string>>
  /** That `from` answered. False: try again later. */
  tell(
    workspaceId: WorkspaceId,
    told: Whom & { siteId: SiteId; conversationId: ConversationId; from: string },
  ): Promise<boolean>
}

/** Events that agents may have to be told of, and the conversation as it is now. */
export type Noticed = { record: ConversationRecord; events: readonly EventRecord[] }
/** What conversations ask of whoever tells agents what happens. The same events may come again. */
export type Noticer = { take(workspaceId: WorkspaceId, noticed: readonly Noticed[]): Promise<void> }

/** What conversations ask of sites. */
export type SiteDirectory = {
  /** What the owner lets visitors do and be told, at most 5 s old; null when there is no such site. */
  featuresOf(workspaceId: WorkspaceId, id: SiteId): Promise<FeatureOptions | null>
  /** What they may send beside words, as old. */
  filesOf(workspaceId: WorkspaceId, id: SiteId): Promise<FileOptions | null>
  /** What the proactive message says that a visitor answers; null when there is no such. */
  campaignSaid(
    workspaceId: WorkspaceId,
    id: SiteId,
    answered: AnsweredCampaign | undefined,
  ): Promise<SaidCampaign | null>
}

/** What came of a site's form: see `judgeForm` of sites. */
export type JudgedForm = {
  isMissing: boolean
  errors: { pointer: string; detail: string }[]
  taken: TakenForm | null
}

/** What conversations ask of a site's forms, and tell of their answers. */
/** What administrators defined of conversations. */
export type FieldDesk = {
  /** What is wrong with it; null: nothing. */
  problemOfText(
    workspaceId: WorkspaceId,
    about: 'conversation',
    field: [key: string, text: string],
  ): Promise<string | null>
}

/** What conversations ask of the reasons for which they are closed. */
export type ReasonDesk = {
  /** Throws `reason_not_found`, `reason_required`. */
  named(workspaceId: WorkspaceId, id: CloseReasonId | undefined): Promise<CloseReason | null>
}

export type FormDesk = {
  judge(workspaceId: WorkspaceId, siteId: SiteId, filled: FilledForm | undefined): Promise<JudgedForm>
  /** What a visitor said of himself; with `onlyNew` what is known already stays as it is. */
  told(
    visitor: { workspaceId: WorkspaceId; id: VisitorId },
    profile: { name?: string; email?: string; phone?: string },
    onlyNew: boolean,
  ): Promise<void>
}
