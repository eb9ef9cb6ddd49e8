export type {
  BegunWith,
  CallInput,
  Client,
  CommandResult,
  ConnectionView,
  ConversationHandle,
  Credentials,
  DraftAttachment,
  ListHandle,
  SendBody,
  SendState,
  TimelineItem,
  Upload,
} from './api.ts'
export { ClientError, type ClientErrorCode } from './client-error.ts'
export type { Copies } from './copies.ts'
export { type ClientOptions, createClient } from './create-client.ts'
export { createEnvironment, type Environment } from './environment.ts'
