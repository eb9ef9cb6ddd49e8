export const EPOCH = new Date(0)
/** Few of all: whoever waits for an answer now. */
const WAITED = { partialFilterExpression: { waitingSince: { $gt: EPOCH } } } as const

/** Status first where a view names one; `updatedAt` is null, hence in no date range, until something was said. */
export const conversationIndexes = [
  { key: { workspaceId: 1, listKeys: 1, changedAt: 1, _id: 1 } },
  { key: { workspaceId: 1, departmentId: 1, status: 1, updatedAt: -1, _id: -1 } },
  {
    key: { workspaceId: 1, departmentId: 1, updatedAt: -1, _id: -1 },
    name: 'waiting',
    partialFilterExpression: { status: 'open', assigneeId: null },
  },
  {
    key: { workspaceId: 1, departmentId: 1, waitingSince: 1, _id: 1 },
    name: 'queue',
    partialFilterExpression: { status: 'open', assigneeId: null },
  },
  { key: { workspaceId: 1, departmentId: 1, waitingSince: 1, _id: 1 }, ...WAITED, name: 'waits' },
  { key: { workspaceId: 1, assigneeId: 1, waitingSince: 1, _id: 1 }, ...WAITED, name: 'waits-for-agent' },
  ...(['urgent', 'high', 'low'] as const).map((priority) => ({
    key: { workspaceId: 1, departmentId: 1, status: 1, updatedAt: -1, _id: -1 } as const,
    name: priority,
    partialFilterExpression: { priority },
  })),
  {
    key: { workspaceId: 1, departmentId: 1, status: 1, tags: 1, updatedAt: -1, _id: -1 },
    partialFilterExpression: { 'tags.0': { $exists: true } },
  },
  {
    key: { workspaceId: 1, assigneeId: 1, status: 1, updatedAt: -1, _id: -1 },
    partialFilterExpression: { assigneeId: { $type: 'string' } },
  },
  { key: { workspaceId: 1, visitorId: 1, _id: -1 } },
  {
    key: { workspaceId: 1, contactId: 1, _id: -1 },
    partialFilterExpression: { contactId: { $type: 'string' } },
  },
  { key: { workspaceId: 1, movedTo: 1, _id: 1 }, partialFilterExpression: { movedTo: { $type: 'string' } } },
  {
    key: { workspaceId: 1, siteId: 1, 'firstAnswer.at': -1 },
    partialFilterExpression: { 'firstAnswer.at': { $exists: true } },
  },
  {
    key: { workspaceId: 1, departmentId: 1, 'firstAnswer.at': -1 },
    partialFilterExpression: { 'firstAnswer.at': { $exists: true } },
  },
  // What wakes by the clock, of all workspaces.
  { key: { snoozedUntil: 1, _id: 1 }, name: 'snoozed', partialFilterExpression: { status: 'snoozed' } },
  // What agents began and nobody has answered: few of all.
  { key: { workspaceId: 1, visitorId: 1, changedAt: 1 }, partialFilterExpression: { isUnanswered: true } },
  { key: { workspaceId: 1, changedAt: 1, _id: 1 }, partialFilterExpression: { isUnanswered: true } },
  {
    key: { workspaceId: 1, mentioned: 1, updatedAt: -1, _id: -1 },
    partialFilterExpression: { mentioned: { $exists: true } },
  },
  // Where supervisors are asked for help: few of all.
  {
    key: { workspaceId: 1, departmentId: 1, updatedAt: -1, _id: -1 },
    name: 'requests',
    partialFilterExpression: { 'request.at': { $exists: true } },
  },
  { key: { workspaceId: 1, tokens: 1, _id: 1 }, partialFilterExpression: { tokens: { $exists: true } } },
] as const
