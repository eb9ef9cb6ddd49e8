export type {
  Conversation,
  ConversationStatus,
  LocalMessage,
  Message,
  PushState,
  SelfTestReport,
  SendOptions,
  StartOptions,
  State,
  TranscriptLinks,
  UploadPolicy,
  VisitorData,
} from './contents.ts'
export type {
  DiagnosticMethods,
  EventMethods,
  HookMethods,
  StateMethods,
  VisibilityMethods,
} from './control.ts'
export type { ParleyError } from './errors.ts'
export type { EventMap, EventName, Listener, Off, ParleyEvent } from './events.ts'
export type { Hook, HookMap, HookName, HookOptions, Verdict } from './hooks.ts'
export type {
  Attributes,
  AttributeValue,
  Availability,
  AvailabilityState,
  Company,
  Consent,
  InstanceOptions,
  Options,
  Position,
  Side,
  ThemeMode,
  ThemeOptions,
  TokenProvider,
  User,
  View,
} from './options.ts'
export type { LifecycleMethods, MethodName, Methods, Parley, QueuedCall } from './parley.ts'
