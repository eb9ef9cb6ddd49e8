import * as z from 'zod'
import { endpoint } from './endpoint.ts'
import { isZone } from './hours/index.ts'
import { SavedViewId, SoundId } from './ids.ts'
import { NOTICE_CHANNELS, NOTICE_KINDS } from './notice-kinds.ts'
import { ROUTES } from './routes.ts'
import { OUR_SOUNDS } from './sound-names.ts'

/** `j`, `Shift+a`, `Mod+k` (⌘ or Ctrl), `Alt+ArrowDown`, `g w` for two in a row. */
const Keys = z.string().regex(/^(Mod\+)?(Alt\+)?(Shift\+)?(\+|[^\s+]{1,12})( (\+|[^\s+]{1,12}))?$/)
const CommandName = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/)

/**
 * What an agent chose for himself, on whatever device he works; what belongs to one device stays in its browser. A field
 * that is new here needs a default beside it: records hold only what was chosen.
 */
export const AgentPreferences = z.strictObject({
  /** Single letters are commands while no field has the focus (WCAG 2.1.4 wants them to be switched off). */
  letterKeys: z.boolean(),
  /** So long an answer can be taken back before it goes out, in seconds; 0: it goes out at once. */
  undoSendSeconds: z.literal([0, 5, 10, 20]),
  /** What sends: Enter alone, or with ⌘ or Ctrl, where Enter begins a line. */
  sendKey: z.enum(['enter', 'mod-enter']),
  /** Keys of his own in place of the usual ones, by command; an empty list takes a command its keys. */
  keys: z
    .record(CommandName, z.array(Keys).max(3))
    .refine((keys) => Object.keys(keys).length <= 200, 'holds at most 200'),
  /** What he is told of and how, as far as it differs from the usual. */
  notices: z.partialRecord(z.enum(NOTICE_KINDS), z.partialRecord(z.enum(NOTICE_CHANNELS), z.boolean())),
  /** What rings for what, as far as it differs from the usual; one of his own that he has no more is as the usual. */
  sounds: z.partialRecord(z.enum(NOTICE_KINDS), z.union([z.enum(OUR_SOUNDS), SoundId])),
  /** The sound of a new conversation comes again until somebody takes it. */
  noticeRepeat: z.boolean(),
  /** From here on somebody has waited too long. */
  overdueMinutes: z.int().min(1).max(240),
  /** What notifications on his devices say beside what happened: nothing, who wrote, or his words too. */
  pushTells: z.enum(['event', 'name', 'words']),
  /** When nothing rings and nothing is pushed but what he names ({@link isQuiet}). */
  quiet: z.strictObject({
    on: z.boolean(),
    zone: z.string().max(64).refine(isZone, 'must be the name of a time zone, such as Europe/Berlin'),
    days: z.array(z.int().min(0).max(6)).max(7),
    from: z.int().min(0).max(1439),
    to: z.int().min(0).max(1440),
    through: z.array(z.enum(NOTICE_KINDS)).max(NOTICE_KINDS.length),
  }),
  /** Searches that are kept, the newest first. */
  searches: z.array(z.string().trim().min(1).max(200)).max(20),
  /** Saved views that stand on top, in this order: `G` and a digit lead to them. */
  pinnedViews: z.array(SavedViewId).max(9),
  /** What the inbox begins with; null for what was shown last. */
  defaultView: SavedViewId.nullable(),
  /** Of the inbox; null for that of the browser. */
  language: z.enum(['en', 'de', 'es', 'fr', 'pt-BR', 'ar']).nullable(),
})
export type AgentPreferences = z.infer<typeof AgentPreferences>

export const preferenceEndpoints = {
  getPreferences: endpoint(ROUTES.getPreferences, {
    summary: 'What the agent who asks chose for himself',
    response: AgentPreferences,
    errors: [],
  }),
  updatePreferences: endpoint(ROUTES.updatePreferences, {
    summary: 'Change some of the own preferences; those that are not named stay',
    body: AgentPreferences.partial(),
    response: AgentPreferences,
    errors: [],
  }),
}
