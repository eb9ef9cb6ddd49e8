import * as z from 'zod'
import { endpoint } from './endpoint.ts'
import { SoundId } from './ids.ts'
import { LIMITS } from './limits.ts'
import { ROUTES } from './routes.ts'
import { SOUND_TYPES } from './sound-names.ts'
import { Timestamp } from './time.ts'

const Name = z.string().trim().min(1).max(60)

/** A sound that an agent brought with him, to be told by. */
export const Sound = z.strictObject({
  id: SoundId,
  name: z.string(),
  /** What it is, by its content. */
  type: z.enum(SOUND_TYPES),
  bytes: z.int().min(1),
  durationMs: z.int().min(1),
  createdAt: Timestamp,
})
export type Sound = z.infer<typeof Sound>

const onOne = { params: z.strictObject({ id: SoundId }) } as const

export const soundEndpoints = {
  listSounds: endpoint(ROUTES.listSounds, {
    summary: 'The sounds that the agent who asks brought with him, the oldest first',
    response: z.strictObject({ sounds: z.array(Sound).max(LIMITS.soundsPerAgent) }),
    errors: [],
  }),
  addSound: endpoint(ROUTES.addSound, {
    summary: 'Keep a short sound: WAV, MP3, Ogg or M4A by its content, in base64',
    body: z.strictObject({ name: Name, content: z.base64().min(1).max(LIMITS.soundBase64) }),
    status: 201,
    response: Sound,
    errors: ['sound_too_long', 'list_full'],
  }),
  renameSound: endpoint(ROUTES.renameSound, {
    summary: 'Call one of the own sounds something else',
    ...onOne,
    body: z.strictObject({ name: Name }),
    response: Sound,
    errors: ['sound_not_found'],
  }),
  deleteSound: endpoint(ROUTES.deleteSound, {
    summary: 'Forget one of the own sounds; events that rang with it ring as usual',
    ...onOne,
    status: 204,
    errors: ['sound_not_found'],
  }),
  getSoundContent: endpoint(ROUTES.getSoundContent, {
    summary: 'The bytes of one of the own sounds',
    ...onOne,
    errors: ['sound_not_found'],
  }),
}
