import type { Clock } from '../../lib/clock.ts'
import type { Logger } from '../../lib/logger.ts'
import type { createRates } from '../../lib/rates.ts'
import type { Introduce } from './introduce.ts'
import type { Log } from './log.ts'
import type { Merges } from './merges.ts'
import type {
  AgentDirectory,
  AttachmentBinder,
  DepartmentDirectory,
  FormDesk,
  SiteDirectory,
  VisitorDirectory,
} from './ports.ts'

import type { HandOver } from './routing.ts'

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
  handOver: HandOver
  logger: Logger
}
