import type { AgentPreferences } from './preferences.ts'

/** What holds for an agent who has chosen nothing. */
export const DEFAULT_PREFERENCES: AgentPreferences = {
  letterKeys: true,
  undoSendSeconds: 0,
  sendKey: 'enter',
  keys: {},
  notices: {},
  noticeRepeat: false,
  overdueMinutes: 5,
  pushTells: 'name',
  searches: [],
  pinnedViews: [],
  defaultView: null,
}
