import type { NoticeKind } from './notice-kinds.ts'

/** The sounds that the inbox makes itself: no file, nothing to load. */
export const OUR_SOUNDS = ['greet', 'drop', 'rise', 'step', 'tap', 'call', 'sink', 'fall'] as const
export type OurSound = (typeof OUR_SOUNDS)[number]

/** What rings for what, until an agent chooses otherwise. */
export const USUAL_SOUNDS: Record<NoticeKind, OurSound> = {
  waiting: 'greet',
  message: 'drop',
  assigned: 'rise',
  taken: 'step',
  mention: 'tap',
  overdue: 'call',
  unsent: 'sink',
  offline: 'fall',
}

/** What a sound of one's own may be stored as: what browsers play everywhere, or say clearly that they do not. */
export const SOUND_TYPES = ['audio/wav', 'audio/mpeg', 'audio/ogg', 'audio/mp4'] as const
export type SoundType = (typeof SOUND_TYPES)[number]
