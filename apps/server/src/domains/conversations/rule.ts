import type { Actor, Attachment, CloseReason, CommandKind, FeatureOptions, SaidCampaign, Split } from '@parley/protocol'
import type { Principal } from '../../lib/principal.ts'
import type { Decision, Refusal } from './command.ts'
import type { ConversationRecord, EventRecord } from './model.ts'
import type { Colleague, JudgedForm } from './ports.ts'

/** A command with everything that its decision needs besides the state; nothing here changes while it waits. */
export type Prepared = {
  principal: Principal
  kind: CommandKind
  /** As the client sent it, judged by the schema of its kind. */
  body: unknown
  /** The files of a message, bound to its cmid. */
  attachments: Attachment[]
  /** Whether the agent who sends it has a slot for the conversation that it begins. */
  begins: boolean
  /** The messages of another conversation that it begins with; null where it begins with none. */
  split: Split | null
  /** The colleague that an assignment names; null when it names none. */
  assigneeName: string | null
  /** The colleague who is to take part in a chat; null when none may. */
  member: Actor | null
  /** The colleagues, where a note names some. */
  colleagues: readonly Colleague[]
  /** What his site lets a visitor do; null for everybody else, whom it does not bind. */
  features: FeatureOptions | null
  /** What came of the form before the first message; null for whoever is asked nothing. */
  form: JudgedForm | null
  /** The proactive message that a visitor's message answers. */
  campaign: SaidCampaign | null
  /** The conversation that it is to be merged into, as it was a moment ago; null where that is not asked. */
  mergeTo: ConversationRecord | null
  /** Why an agent closes it; null where he said nothing. */
  reason: CloseReason | null
  /** What was found before any state was looked at: no such file, no free slot, too many messages. */
  refusal: Refusal | null
}

/** The state that a decision meets, the moment its event would get, and the message it is about. */
export type Now = { state: ConversationRecord; at: Date; target: EventRecord | null }
export type Rule = (prepared: Prepared, now: Now) => Decision | Refusal
