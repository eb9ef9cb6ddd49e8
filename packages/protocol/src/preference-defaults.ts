import type { AgentPreferences } from './preferences.ts'

/** What holds for an agent who has chosen nothing. */
export const DEFAULT_PREFERENCES: AgentPreferences = {
  letterKeys: true,
  undoSendSeconds: 0,
  sendKey: 'enter',
  keys: {},
  notices: {},
  sounds: {},
  noticeRepeat: false,
  overdueMinutes: 5,
  pushTells: 'name',
  quiet: {
    ...{ on: false, zone: 'UTC', days: [0, 1, 2, 3, 4, 5, 6], from: 20 * 60, to: 8 * 60 },
    through: ['assigned', 'mention'],
  },
  searches: [],
  pinnedViews: [],
  defaultView: null,
  language: null,
}
