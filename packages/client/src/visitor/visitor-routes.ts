import type { ROUTES } from '@parley/protocol/constants'

type All = typeof ROUTES
/** Whoever calls one of them as himself is not named: that is nearly always so. */
type Own<R> = R extends { caller: 'visitor' | 'participant' } ? Omit<R, 'caller'> : R

/** The routes that a visitor's client calls, written out: the whole table would cost every open chat its bytes. */
export const VISITOR_ROUTES = {
  createVisitor: { method: 'POST', path: '/api/v1/visitors', caller: 'site' },
  exchangeVisitorToken: { method: 'POST', path: '/api/v1/visitors/access', caller: 'site' },
  updateVisitor: { method: 'PATCH', path: '/api/v1/visitors/me' },
  getChatOptions: { method: 'GET', path: '/api/v1/sites/:siteKey/chat', caller: 'site' },
  listOwnConversations: { method: 'GET', path: '/api/v1/visitors/me/conversations' },
  getPush: { method: 'GET', path: '/api/v1/visitors/me/push' },
  addPush: { method: 'POST', path: '/api/v1/visitors/me/push' },
  removePush: { method: 'DELETE', path: '/api/v1/visitors/me/push' },
  getConversation: { method: 'GET', path: '/api/v1/conversations/:id' },
  listEvents: { method: 'GET', path: '/api/v1/conversations/:id/events' },
  linkTranscript: { method: 'POST', path: '/api/v1/conversations/:id/transcript/link' },
  appendEvent: { method: 'POST', path: '/api/v1/events' },
  sync: { method: 'POST', path: '/api/v1/sync' },
  uploadAttachment: { method: 'POST', path: '/api/v1/attachments' },
  linkAttachments: { method: 'POST', path: '/api/v1/attachments/links' },
} as const satisfies { [N in keyof All]?: Own<All[N]> }
