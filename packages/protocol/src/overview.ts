import * as z from 'zod'
import { endpoint } from './endpoint.ts'
import { AgentId, DepartmentId } from './ids.ts'
import { ROUTES } from './routes.ts'
import { Timestamp } from './time.ts'

/** 1000 means more than 999. */
const Count = z.int().min(0)

/** What goes on now and went on today, as far as whoever asks may see it. */
export const Overview = z.strictObject({
  departments: z.array(
    z.strictObject({
      id: DepartmentId,
      name: z.string(),
      /** Open and nobody's. */
      waiting: Count,
      /** Since when the one of them waits who has waited longest. */
      waitingSince: Timestamp.nullable(),
      open: Count,
    }),
  ),
  /** Who is connected, by name. */
  agents: z.array(
    z.strictObject({
      id: AgentId,
      name: z.string(),
      /** His that are not closed; null where that is not for whoever asks. */
      conversations: z.int().min(0).nullable(),
      /** How many he may hold at once; null means no limit. */
      capacity: z.int().min(1).nullable(),
    }),
  ),
  /** Of the conversations in which something happened since then. */
  today: z.strictObject({
    begun: Count,
    closed: Count,
    /** Those that were answered first since then, and the median wait for it, seconds. */
    answered: Count,
    answerSeconds: z.int().min(0).nullable(),
    /** There were more than are looked at: the numbers are at least these. */
    truncated: z.boolean(),
  }),
})
export type Overview = z.infer<typeof Overview>

export const overviewEndpoints = {
  getOverview: endpoint(ROUTES.getOverview, {
    summary: 'Who waits and who is there, by department, and the numbers of the day',
    /** The beginning of the day where the agent is; of one that lies further back the last 26 hours count. */
    query: z.strictObject({ since: Timestamp }),
    response: Overview,
    errors: [],
  }),
}
