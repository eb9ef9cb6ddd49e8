import { plainText } from '@parley/ui/markup'
import type { ComponentType } from 'preact'
import type { Kit } from '../ui/kit.ts'

export type PlainWordsProps = { text: string }

/** What was said without its marks, for where there is one line and no more. */
export const create = ({ view }: Kit): ComponentType<PlainWordsProps> =>
  view<PlainWordsProps>(
    () =>
      ({ text }) =>
        plainText(text),
  )
