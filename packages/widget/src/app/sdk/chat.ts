import type { Messenger } from '../../loader/frame.ts'
import type { Models } from '../models/models.ts'
import type { Kit } from '../ui/kit.ts'

/** The messenger as the SDK has it: with what it knows and what parts of it are drawn with. */
export type Chat = Messenger & { models: Models; kit: Kit }
