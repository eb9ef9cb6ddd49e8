export { type Identity, type IdentityKey, signIdentity } from './sign-identity.ts'
export { verifyWebhook, type WebhookCheck } from './verify-webhook.ts'
