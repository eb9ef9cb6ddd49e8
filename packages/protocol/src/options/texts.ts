import * as z from 'zod'
import { Text } from './text.ts'
import { strangersIn, TEXT_KEYS, TEXT_LENGTH, type TextKey } from './text-keys.ts'

const keys = Object.keys(TEXT_KEYS) as [TextKey, ...TextKey[]] // of a constant that has some

/** The operator's own words in place of the widget's, by key and locale; plain text. Where there are none, ours stand. */
export const TextsOptions = z.strictObject({
  said: z.partialRecord(z.enum(keys), Text(TEXT_LENGTH)).superRefine((said, context) => {
    for (const [key, text] of Object.entries(said))
      for (const [locale, words] of Object.entries(text ?? {}))
        for (const name of strangersIn(key as TextKey, words ?? ''))
          context.addIssue({ code: 'custom', path: [key, locale], message: `has no value {${name}}` })
  }),
})
export type TextsOptions = z.infer<typeof TextsOptions>
