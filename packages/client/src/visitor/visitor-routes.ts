import type { ROUTES } from '@parley/protocol/constants'

/** The routes that a visitor's client calls, written out: the whole table would cost every open chat its bytes. */
export const VISITOR_ROUTES = {
  createVisitor: { method: 'POST', path: '/api/v1/visitors', caller: 'site' },
  exchangeVisitorToken: { method: 'POST', path: '/api/v1/visitors/access', caller: 'site' },
  updateVisitor: { method: 'PATCH', path: '/api/v1/visitors/me', caller: 'visitor' },
  getChatOptions: { method: 'GET', path: '/api/v1/sites/:siteKey/chat', caller: 'site' },
  listOwnConversations: { method: 'GET', path: '/api/v1/visitors/me/conversations', caller: 'visitor' },
  getPush: { method: 'GET', path: '/api/v1/visitors/me/push', caller: 'visitor' },
  addPush: { method: 'POST', path: '/api/v1/visitors/me/push', caller: 'visitor' },
  removePush: { method: 'DELETE', path: '/api/v1/visitors/me/push', caller: 'visitor' },
  getConversation: { method: 'GET', path: '/api/v1/conversations/:id', caller: 'participant' },
  listEvents: { method: 'GET', path: '/api/v1/conversations/:id/events', caller: 'participant' },
  linkTranscript: { method: 'POST', path: '/api/v1/conversations/:id/transcript/link', caller: 'participant' },
  appendEvent: { method: 'POST', path: '/api/v1/events', caller: 'participant' },
  sync: { method: 'POST', path: '/api/v1/sync', caller: 'participant' },
  uploadAttachment: { method: 'POST', path: '/api/v1/attachments', caller: 'participant' },
  linkAttachments: { method: 'POST', path: '/api/v1/attachments/links', caller: 'participant' },
} as const satisfies Partial<typeof ROUTES>
