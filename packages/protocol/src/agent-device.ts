import * as z from 'zod'
import { endpoint } from './endpoint.ts'
import { ConversationId, DeviceId } from './ids.ts'
import { NOTICE_KINDS } from './notice-kinds.ts'
import { PushSubscription, PushTarget } from './push.ts'
import { ROUTES } from './routes.ts'
import { Timestamp } from './time.ts'

const line = z.string().trim().min(1).max(120)

/** What notifications say, in the language of the device that shows them. */
export const PushTexts = z.strictObject({
  kinds: z.partialRecord(z.enum(NOTICE_KINDS), line),
  /** Who has told no name. */
  visitor: line,
  test: line,
})
export type PushTexts = z.infer<typeof PushTexts>

/** What became of a message to a device: `later` is tried again, after `gone` the device is forgotten. */
const Outcome = z.enum(['sent', 'later', 'failed', 'gone'])

/** A browser of an agent that is told what happens while no window of the inbox tells it. */
export const AgentDevice = z.strictObject({
  id: DeviceId,
  /** `Firefox 141 on Linux` */
  browser: z.string(),
  /** It belongs to the sign-in that asks. */
  isHere: z.boolean(),
  /** How its latest message went; null before the first. */
  last: z.strictObject({ at: Timestamp, outcome: Outcome }).nullable(),
})
export type AgentDevice = z.infer<typeof AgentDevice>

const onOne = { params: z.strictObject({ id: DeviceId }) } as const
const MOST_TOLD = 100

export const agentDeviceEndpoints = {
  listDevices: endpoint(ROUTES.listDevices, {
    summary: 'The devices on which the agent who asks is told by push, and the public key that they subscribe for',
    response: z.strictObject({ key: PushSubscription.shape.keys.shape.p256dh, devices: z.array(AgentDevice) }),
    errors: [],
  }),
  addDevice: endpoint(ROUTES.addDevice, {
    summary: 'Tell the agent on this device by push, until its sign-in ends; the newest ten are kept',
    body: z.strictObject({ ...PushTarget.shape, texts: PushTexts }),
    status: 201,
    response: AgentDevice,
    errors: ['invalid_request'],
  }),
  removeDevice: endpoint(ROUTES.removeDevice, {
    summary: 'Tell the agent no more on one of his devices',
    ...onOne,
    status: 204,
    errors: ['device_not_found'],
  }),
  testDevice: endpoint(ROUTES.testDevice, {
    summary: 'Send a test message to one of the own devices at once',
    ...onOne,
    response: z.strictObject({ outcome: Outcome }),
    errors: ['device_not_found'],
  }),
  tellNotices: endpoint(ROUTES.tellNotices, {
    summary:
      'A window of the agent has told these: his devices are not told as well; with `isSeen: false` nobody sat there, and his other devices are told two minutes later, unless they are settled by then',
    body: z.strictObject({
      told: z
        .array(
          z.strictObject({
            kind: z.enum(NOTICE_KINDS),
            conversationId: ConversationId,
            isSeen: z.boolean().optional(),
          }),
        )
        .min(1)
        .max(MOST_TOLD),
    }),
    status: 204,
    errors: ['conversation_not_found'],
  }),
}
