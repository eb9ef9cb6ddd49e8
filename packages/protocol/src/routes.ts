/**
 * Who may call: `public` (no token; the route has its own proof), `site` (no token, but an Origin on the site's list),
 * `visitor` or `agent` (an access token of that kind), `participant` (either), `file` (a signed link).
 */
export type Caller = 'public' | 'site' | 'visitor' | 'agent' | 'participant' | 'file'
export type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE'
export type Role = 'owner' | 'admin' | 'supervisor' | 'agent'
/** `role`: the lowest role of an agent that may call; absent means any. */
export type Route = { method: Method; path: string; caller: Caller; role?: Role }

/**
 * Method, path and caller of every HTTP endpoint: the half of its declaration that browsers need. Schemas stand beside
 * the noun (`conversation.ts`, …) and are joined in `endpoints.ts`; a test holds both halves together.
 */
export const ROUTES = {
  createVisitor: { method: 'POST', path: '/api/v1/visitors', caller: 'site' },
  exchangeVisitorToken: { method: 'POST', path: '/api/v1/visitors/access', caller: 'site' },
  updateVisitor: { method: 'PATCH', path: '/api/v1/visitors/me', caller: 'visitor' },
  trackVisitor: { method: 'POST', path: '/api/v1/visitors/me/activity', caller: 'visitor' },
  resumeConversation: { method: 'POST', path: '/api/v1/visitors/me/resume', caller: 'visitor' },
  endVisitor: { method: 'POST', path: '/api/v1/visitors/me/end', caller: 'visitor' },
  describeConversation: { method: 'PATCH', path: '/api/v1/conversations/:id/details', caller: 'visitor' },
  getPush: { method: 'GET', path: '/api/v1/visitors/me/push', caller: 'visitor' },
  addPush: { method: 'POST', path: '/api/v1/visitors/me/push', caller: 'visitor' },
  removePush: { method: 'DELETE', path: '/api/v1/visitors/me/push', caller: 'visitor' },
  listOwnConversations: { method: 'GET', path: '/api/v1/visitors/me/conversations', caller: 'visitor' },
  getOwnData: { method: 'GET', path: '/api/v1/visitors/me/data', caller: 'visitor' },
  listOwnMetadata: { method: 'GET', path: '/api/v1/visitors/me/data/:id/metadata', caller: 'visitor' },
  eraseOwnData: { method: 'DELETE', path: '/api/v1/visitors/me/data', caller: 'visitor' },
  listLiveVisitors: { method: 'GET', path: '/api/v1/visitors/live', caller: 'agent' },
  countLiveVisitors: { method: 'GET', path: '/api/v1/visitors/live/count', caller: 'agent' },
  getVisitor: { method: 'GET', path: '/api/v1/visitors/:id', caller: 'agent' },
  blockVisitor: { method: 'POST', path: '/api/v1/visitors/:id/block', caller: 'agent' },
  unblockVisitor: { method: 'POST', path: '/api/v1/visitors/:id/unblock', caller: 'agent' },
  getChatOptions: { method: 'GET', path: '/api/v1/sites/:siteKey/chat', caller: 'site' },
  getCampaigns: { method: 'GET', path: '/api/v1/sites/:siteKey/campaigns', caller: 'site' },
  countCampaign: { method: 'POST', path: '/api/v1/sites/:siteKey/campaigns/:campaignId/counts', caller: 'site' },
  getSiteSettings: { method: 'GET', path: '/api/v1/sites/:siteKey/settings', caller: 'site' },

  listSites: { method: 'GET', path: '/api/v1/sites', caller: 'agent' },
  createSite: { method: 'POST', path: '/api/v1/sites', caller: 'agent', role: 'admin' },
  listSightings: { method: 'GET', path: '/api/v1/sites/:id/sightings', caller: 'agent', role: 'admin' },
  listCampaignCounts: { method: 'GET', path: '/api/v1/sites/:id/campaign-counts', caller: 'agent', role: 'admin' },
  updateSite: { method: 'PATCH', path: '/api/v1/sites/:id', caller: 'agent', role: 'admin' },

  listIdentityKeys: { method: 'GET', path: '/api/v1/identity-keys', caller: 'agent', role: 'admin' },
  createIdentityKey: { method: 'POST', path: '/api/v1/identity-keys', caller: 'agent', role: 'admin' },
  retireIdentityKey: { method: 'POST', path: '/api/v1/identity-keys/:id/retire', caller: 'agent', role: 'admin' },
  deleteIdentityKey: { method: 'DELETE', path: '/api/v1/identity-keys/:id', caller: 'agent', role: 'admin' },

  listContacts: { method: 'GET', path: '/api/v1/contacts', caller: 'agent' },
  createContact: { method: 'POST', path: '/api/v1/contacts', caller: 'agent' },
  getContact: { method: 'GET', path: '/api/v1/contacts/:id', caller: 'agent' },
  updateContact: { method: 'PATCH', path: '/api/v1/contacts/:id', caller: 'agent' },
  linkVisitor: { method: 'POST', path: '/api/v1/contacts/:id/visitors', caller: 'agent' },
  unlinkVisitor: { method: 'DELETE', path: '/api/v1/contacts/:id/visitors/:visitorId', caller: 'agent' },

  listDuplicates: { method: 'GET', path: '/api/v1/contacts/duplicates', caller: 'agent' },
  findDuplicates: { method: 'GET', path: '/api/v1/contacts/:id/duplicates', caller: 'agent' },
  mergeContact: { method: 'POST', path: '/api/v1/contacts/:id/merges', caller: 'agent' },
  undoMerge: { method: 'DELETE', path: '/api/v1/contacts/:id/merges/:fromId', caller: 'agent' },

  listTags: { method: 'GET', path: '/api/v1/tags', caller: 'agent' },
  createTag: { method: 'POST', path: '/api/v1/tags', caller: 'agent', role: 'admin' },
  updateTag: { method: 'PATCH', path: '/api/v1/tags/:id', caller: 'agent', role: 'admin' },
  mergeTag: { method: 'POST', path: '/api/v1/tags/:id/merge', caller: 'agent', role: 'admin' },

  listContactImports: { method: 'GET', path: '/api/v1/contact-imports', caller: 'agent', role: 'admin' },
  createContactImport: { method: 'POST', path: '/api/v1/contact-imports', caller: 'agent', role: 'admin' },
  addImportRows: { method: 'POST', path: '/api/v1/contact-imports/:id/rows', caller: 'agent', role: 'admin' },
  checkContactImport: { method: 'POST', path: '/api/v1/contact-imports/:id/check', caller: 'agent', role: 'admin' },
  runContactImport: { method: 'POST', path: '/api/v1/contact-imports/:id/run', caller: 'agent', role: 'admin' },
  cancelContactImport: { method: 'POST', path: '/api/v1/contact-imports/:id/cancel', caller: 'agent', role: 'admin' },
  getContactImport: { method: 'GET', path: '/api/v1/contact-imports/:id', caller: 'agent', role: 'admin' },
  listImportRefusals: { method: 'GET', path: '/api/v1/contact-imports/:id/refusals', caller: 'agent', role: 'admin' },

  listCustomFields: { method: 'GET', path: '/api/v1/custom-fields', caller: 'agent' },
  createCustomField: { method: 'POST', path: '/api/v1/custom-fields', caller: 'agent', role: 'admin' },
  updateCustomField: { method: 'PATCH', path: '/api/v1/custom-fields/:id', caller: 'agent', role: 'admin' },

  getSetup: { method: 'POST', path: '/api/v1/setup/check', caller: 'public' },
  setUp: { method: 'POST', path: '/api/v1/setup', caller: 'public' },
  signIn: { method: 'POST', path: '/api/v1/sessions', caller: 'public' },
  refreshSession: { method: 'POST', path: '/api/v1/sessions/refresh', caller: 'public' },
  signOut: { method: 'POST', path: '/api/v1/sessions/sign-out', caller: 'public' },
  listSessions: { method: 'GET', path: '/api/v1/sessions', caller: 'agent' },
  revokeSession: { method: 'DELETE', path: '/api/v1/sessions/:id', caller: 'agent' },
  signOutEverywhere: { method: 'POST', path: '/api/v1/sessions/sign-out-everywhere', caller: 'agent' },
  checkPasswordLink: { method: 'POST', path: '/api/v1/passwords/check', caller: 'public' },
  setPassword: { method: 'POST', path: '/api/v1/passwords', caller: 'public' },

  getMe: { method: 'GET', path: '/api/v1/agents/me', caller: 'agent' },
  updateMe: { method: 'PATCH', path: '/api/v1/agents/me', caller: 'agent' },
  changePassword: { method: 'POST', path: '/api/v1/agents/me/password', caller: 'agent' },
  getPreferences: { method: 'GET', path: '/api/v1/agents/me/preferences', caller: 'agent' },
  listNotices: { method: 'GET', path: '/api/v1/agents/me/notices', caller: 'agent' },
  markNotices: { method: 'POST', path: '/api/v1/agents/me/notices/read', caller: 'agent' },
  clearNotices: { method: 'DELETE', path: '/api/v1/agents/me/notices', caller: 'agent' },
  updatePreferences: { method: 'PATCH', path: '/api/v1/agents/me/preferences', caller: 'agent' },
  listAgents: { method: 'GET', path: '/api/v1/agents', caller: 'agent' },
  createAgent: { method: 'POST', path: '/api/v1/agents', caller: 'agent', role: 'admin' },
  updateAgent: { method: 'PATCH', path: '/api/v1/agents/:id', caller: 'agent', role: 'admin' },
  disableAgent: { method: 'POST', path: '/api/v1/agents/:id/disable', caller: 'agent', role: 'admin' },
  enableAgent: { method: 'POST', path: '/api/v1/agents/:id/enable', caller: 'agent', role: 'admin' },
  createPasswordLink: { method: 'POST', path: '/api/v1/agents/:id/password-link', caller: 'agent', role: 'admin' },
  listDepartments: { method: 'GET', path: '/api/v1/departments', caller: 'agent' },

  listCannedResponses: { method: 'GET', path: '/api/v1/canned-responses', caller: 'agent' },
  createCannedResponse: { method: 'POST', path: '/api/v1/canned-responses', caller: 'agent' },
  updateCannedResponse: { method: 'PATCH', path: '/api/v1/canned-responses/:id', caller: 'agent' },
  deleteCannedResponse: { method: 'DELETE', path: '/api/v1/canned-responses/:id', caller: 'agent' },
  restoreCannedResponse: { method: 'POST', path: '/api/v1/canned-responses/:id/restore', caller: 'agent' },
  countCannedResponse: { method: 'POST', path: '/api/v1/canned-responses/:id/uses', caller: 'agent' },

  listAnnouncements: { method: 'GET', path: '/api/v1/announcements', caller: 'agent' },
  createAnnouncement: { method: 'POST', path: '/api/v1/announcements', caller: 'agent', role: 'supervisor' },
  readAnnouncement: { method: 'POST', path: '/api/v1/announcements/:id/read', caller: 'agent' },
  endAnnouncement: { method: 'POST', path: '/api/v1/announcements/:id/end', caller: 'agent', role: 'supervisor' },
  listSavedViews: { method: 'GET', path: '/api/v1/saved-views', caller: 'agent' },
  createSavedView: { method: 'POST', path: '/api/v1/saved-views', caller: 'agent' },
  countSavedViews: { method: 'GET', path: '/api/v1/saved-views/counts', caller: 'agent' },
  updateSavedView: { method: 'PATCH', path: '/api/v1/saved-views/:id', caller: 'agent' },
  deleteSavedView: { method: 'DELETE', path: '/api/v1/saved-views/:id', caller: 'agent' },
  restoreSavedView: { method: 'POST', path: '/api/v1/saved-views/:id/restore', caller: 'agent' },

  previewLink: { method: 'POST', path: '/api/v1/link-previews', caller: 'agent' },
  listMacros: { method: 'GET', path: '/api/v1/macros', caller: 'agent' },
  createMacro: { method: 'POST', path: '/api/v1/macros', caller: 'agent' },
  updateMacro: { method: 'PATCH', path: '/api/v1/macros/:id', caller: 'agent' },
  deleteMacro: { method: 'DELETE', path: '/api/v1/macros/:id', caller: 'agent' },
  restoreMacro: { method: 'POST', path: '/api/v1/macros/:id/restore', caller: 'agent' },
  countMacro: { method: 'POST', path: '/api/v1/macros/:id/uses', caller: 'agent' },

  listConversations: { method: 'GET', path: '/api/v1/conversations', caller: 'agent' },
  countConversations: { method: 'GET', path: '/api/v1/conversations/counts', caller: 'agent' },
  search: { method: 'GET', path: '/api/v1/search', caller: 'agent' },
  revalidateRows: { method: 'POST', path: '/api/v1/conversations/rows', caller: 'agent' },
  getConversation: { method: 'GET', path: '/api/v1/conversations/:id', caller: 'participant' },
  listEvents: { method: 'GET', path: '/api/v1/conversations/:id/events', caller: 'participant' },
  getMessageHistory: {
    method: 'GET',
    path: '/api/v1/conversations/:id/messages/:messageId/history',
    caller: 'agent',
  },
  markUnread: { method: 'POST', path: '/api/v1/conversations/:id/unread', caller: 'agent' },
  getTranscript: { method: 'GET', path: '/api/v1/conversations/:id/transcript', caller: 'participant' },
  linkTranscript: { method: 'POST', path: '/api/v1/conversations/:id/transcript/link', caller: 'participant' },
  createResumeLink: { method: 'POST', path: '/api/v1/conversations/:id/resume-link', caller: 'agent' },
  createRatingLink: { method: 'POST', path: '/api/v1/conversations/:id/rating-link', caller: 'agent' },
  appendEvent: { method: 'POST', path: '/api/v1/events', caller: 'participant' },
  sync: { method: 'POST', path: '/api/v1/sync', caller: 'participant' },

  uploadAttachment: { method: 'POST', path: '/api/v1/attachments', caller: 'participant' },
  linkAttachments: { method: 'POST', path: '/api/v1/attachments/links', caller: 'participant' },
  downloadFile: { method: 'GET', path: '/files/:token', caller: 'file' },
  getLogo: { method: 'GET', path: '/files/logos/:siteKey/:logoId', caller: 'file' },
  downloadTranscript: { method: 'GET', path: '/files/transcripts/:token', caller: 'file' },
} as const satisfies Record<string, Route>

export type RouteName = keyof typeof ROUTES
