export { Actor } from './actor.ts'
export { Agent, AgentRole, agentEndpoints, Department, Password, Session, type SignedIn } from './agent.ts'
export { AgentDevice, agentDeviceEndpoints, PushTexts } from './agent-device.ts'
export { Announcement, announcementEndpoints } from './announcement.ts'
export { Attachment, AttachmentLink, attachmentEndpoints, Voice } from './attachment.ts'
export { Block, blockEndpoints, type NewBlock } from './block.ts'
export { CannedResponse, cannedResponseEndpoints, Shortcut } from './canned-response.ts'
export { CLOSE } from './close-codes.ts'
export { CloseReasons, closeReasonEndpoints } from './close-reason.ts'
export {
  AttributeKey,
  Attributes,
  AttributeValue,
  Company,
  Contact,
  contactEndpoints,
  IdentityClaims,
  IdentityKey,
  IdentityToken,
  MessageMetadata,
  Person,
} from './contact.ts'
export { ContactFilter, contactCallEndpoints } from './contact-calls.ts'
export { ContactImport, contactImportEndpoints, ImportColumn, ImportRefusal, ImportTarget } from './contact-import.ts'
export { ContactMerge, contactMergeEndpoints, LikenessKind, MergeKey } from './contact-merge.ts'
export { ContactChanges, ContactProfile, ContactSort, PersonField } from './contact-profile.ts'
export {
  ConversationRow,
  conversationEndpoints,
  LastMessage,
  ListKey,
  ListView,
  Mark,
  OwnConversation,
  Position,
  Snapshot,
} from './conversation.ts'
export { ConversationFilter, ListSort, PageCondition, Period } from './conversation-filter.ts'
export { CustomField, CustomFieldType, customFieldEndpoints } from './custom-field.ts'
export { type Endpoint, type EndpointDetail, endpoint } from './endpoint.ts'
export { ENDPOINTS, type EndpointTypes } from './endpoints.ts'
export { ERROR_CODES, type ErrorCode, isRetryable, RETRYABLE_CODES } from './error-codes.ts'
export { COMMAND_BODIES, EVENT_BODIES, type EventBodies, Fx, LogEntry, LogEvent, type StatusChange } from './event.ts'
export {
  AckFrame,
  CancelFrame,
  ClientFrame,
  Create,
  type FrameOf,
  HelloFrame,
  NackFrame,
  ResetReason,
  SendFrame,
  ServerFrame,
} from './frame.ts'
export { eventIdOf, ID_RANDOM_BYTES, KEY_RANDOM_BYTES, messageIdOf, timeOrdered } from './id.ts'
export {
  AgentId,
  AnnouncementId,
  AttachmentId,
  BlockId,
  CannedResponseId,
  CloseReasonId,
  Cmid,
  ContactId,
  ContactImportId,
  ConversationId,
  CreateKey,
  CustomFieldId,
  DepartmentId,
  DeviceId,
  ErasureId,
  EventId,
  IdentityKeyId,
  LogoId,
  MacroId,
  MessageId,
  NoticeId,
  SavedViewId,
  ScheduledId,
  SessionId,
  SiteId,
  SiteKey,
  SoundId,
  TagId,
  VisitorId,
  WorkspaceId,
} from './ids.ts'
export { draftEndpoints, KeptDraft } from './kept-draft.ts'
export {
  AGENT_COMMANDS,
  AGENT_ONLY_KINDS,
  type CommandKind,
  type EventKind,
  isVisibleKind,
  VISIBLE_KINDS,
  VISITOR_COMMANDS,
} from './kinds.ts'
export { OLDEST_LEVEL, PROTOCOL_LEVEL } from './level.ts'
export { CLIENT_LIMITS, LIMITS, type LimitName, type Limits } from './limits.ts'
export { LinkPreview, linkPreviewEndpoints } from './link-preview.ts'
export { LiveVisitor, liveVisitorEndpoints } from './live-visitor.ts'
export { Macro, MacroAction, macroEndpoints } from './macro.ts'
export type { Named, NotePurpose } from './mention.ts'
export { Draft, MessageBody, MessageState, NoteBody, type RouteWish, TextBody } from './message.ts'
export { Notice } from './notice.ts'
export {
  NOTICE_CHANNELS,
  NOTICE_KINDS,
  type NoticeChannel,
  type NoticeKind,
  type NoticeMatrix,
  noticeMatrixOf,
} from './notice-kinds.ts'
export {
  AnsweredCampaign,
  Answers,
  Availability,
  Campaign,
  CampaignCount,
  CampaignId,
  Condition,
  FeatureOptions,
  FieldKey,
  FieldType,
  FileOptions,
  FilledForm,
  Form,
  FormField,
  FormsOptions,
  HomeOptions,
  HourRange,
  HoursException,
  HoursOptions,
  LauncherOptions,
  Locale,
  PrivacyOptions,
  ProactiveOptions,
  RunningCampaign,
  RunningCampaigns,
  SaidCampaign,
  SiteOptions,
  TakenForm,
  Text,
  TextsOptions,
  Trigger,
  textIn,
} from './options/index.ts'
export { Overview, overviewEndpoints } from './overview.ts'
export { Cursor } from './page.ts'
export { Erasure, PersonCounts, personEndpoints } from './person.ts'
export { PersonFile } from './person-file.ts'
export { DEFAULT_PREFERENCES } from './preference-defaults.ts'
export { AgentPreferences } from './preferences.ts'
export { Problem } from './problem.ts'
export { PushSubscription } from './push.ts'
export { QueueWait } from './queue.ts'
export { isQuiet } from './quiet-hours.ts'
export { Quote } from './quote.ts'
export { ratingEndpoints } from './rating.ts'
export { resumeEndpoints } from './resume.ts'
export {
  Action,
  Answer,
  AnswerDraft,
  AnsweredField,
  answerOf,
  ButtonsBody,
  Card,
  CardBody,
  CarouselBody,
  FormBody,
  MessageField,
  MessageForm,
  QuickRepliesBody,
} from './rich.ts'
export { type Caller, type Method, ROUTES, type Role, type Route, type RouteName } from './routes.ts'
export { SavedView, savedViewEndpoints } from './saved-view.ts'
export { Scheduled, scheduledEndpoints, UnsentReason } from './scheduled.ts'
export { Scope } from './scope.ts'
export { SDK_ERROR_CODES } from './sdk-error-codes.ts'
export { Excerpt, MessageHit } from './search.ts'
export {
  ChatOptions,
  Logo,
  OriginPattern,
  Palette,
  PlainForm,
  Sighting,
  Site,
  type SiteRevs,
  SiteSettings,
  siteEndpoints,
} from './site.ts'
export { Sound, soundEndpoints } from './sound.ts'
export { OUR_SOUNDS, type OurSound, SOUND_TYPES, type SoundType, USUAL_SOUNDS } from './sound-names.ts'
export type { Split } from './split.ts'
export { CloseReason, ConversationStatus, Priority, Tag } from './status.ts'
export { syncEndpoints } from './sync.ts'
export { tagEndpoints, WorkspaceTag } from './tag.ts'
export { TEAM_MEMBERS, TeamChatName, teamChatEndpoints } from './team-chat.ts'
export { Timestamp } from './time.ts'
export { TranscriptFormat, transcriptEndpoints } from './transcript.ts'
export {
  AccessToken,
  type Signed,
  VisitedPage,
  Visitor,
  VisitorEvent,
  VisitorToken,
  visitorEndpoints,
} from './visitor.ts'
