/** One reducer per kind, shared by server, client and tests (SYNC-33). Zod-free. */
export { newConversation, PREVIEW_LENGTH, reduceConversation } from './conversation.ts'
export type { ConversationFold, LastFold } from './fold.ts'
export { type MentionFold, mentionOf, reduceMentions } from './mentions.ts'
export { concerns, type MessageFold, newMessage, type Reducible, reduceMessage, targetOf } from './message.ts'
export { awayIn } from './split.ts'
