import type { AttachmentId, ConversationId } from '@parley/protocol'
import type { Clock } from '../../lib/clock.ts'
import type { Logger } from '../../lib/logger.ts'
import type { AgentPrincipal } from '../../lib/principal.ts'
import type { createRates } from '../../lib/rates.ts'
import type { Introduce } from './introduce.ts'
import type { Log } from './log.ts'
import type { Merges } from './merges.ts'
import type {
  AgentDirectory,
  AttachmentBinder,
  DepartmentDirectory,
  FieldDesk,
  FormDesk,
  ReasonDesk,
  SiteDirectory,
  VisitorDirectory,
} from './ports.ts'

import type { HandOver } from './routing.ts'
import type { Splits } from './splits.ts'

/** What commands are carried out with. */
export type ActionDeps = {
  events: Log
  clock: Clock
  agents: AgentDirectory
  attachments: AttachmentBinder
  departments: DepartmentDirectory
  sites: SiteDirectory
  forms: FormDesk
  visitors: VisitorDirectory
  /** New messages by visitor. */
  rates: ReturnType<typeof createRates>
  introduce: Introduce
  merges: Merges
  splits: Splits
  handOver: HandOver
  logger: Logger
  /** What administrators defined of conversations; nothing where it is not given. */
  fields?: FieldDesk | undefined
  /** Why conversations are closed; nothing where it is not given. */
  reasons?: ReasonDesk | undefined
  /** A message of an agent's was stored: what he had written of it is sent. */
  said?: ((by: AgentPrincipal, what: Said) => Promise<void>) | undefined
}
export type Said = {
  conversationId: ConversationId
  kind: 'reply' | 'note'
  text: string
  files: readonly AttachmentId[]
}
