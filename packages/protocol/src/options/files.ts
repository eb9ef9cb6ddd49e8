import * as z from 'zod'
import { LIMITS } from '../limits.ts'
import { FILE_KINDS, isProgram } from './file-kinds.ts'

/** What visitors may send beside words. Agents are bound by the server's own limits alone. */
export const FileOptions = z
  .strictObject({
    /** Visitors may send files. */
    on: z.boolean(),
    /** By content, as the server finds it. All of them: whatever is no program. */
    kinds: z.array(z.enum(FILE_KINDS)).max(FILE_KINDS.length),
    /** What names may end in besides, in small letters and without the dot; the content must not say otherwise. */
    endings: z
      .array(
        z
          .string()
          .regex(/^[a-z0-9]{1,10}$/)
          .refine((ending) => !isProgram(`.${ending}`), 'is of programs, which are never taken'),
      )
      .max(50),
    /** Bytes of one file. */
    maxBytes: z.int().min(1).max(LIMITS.attachmentBytes),
    /** Files of one message. */
    atOnce: z.int().min(1).max(LIMITS.attachmentsPerMessage),
    /** Visitors may speak messages, whichever files they may send. */
    voice: z.boolean(),
  })
  .refine(({ on, kinds, endings }) => !on || kinds.length + endings.length > 0, {
    path: ['kinds'],
    message: 'needs a kind or an ending while files are on',
  })
export type FileOptions = z.infer<typeof FileOptions>
