import type { ConversationHandle } from '@parley/client'
import { awayIn } from '@parley/protocol/reduce'
import { computed } from '@preact/signals'

/** What of a conversation goes on elsewhere, and what it was begun with. */
export const splitFacts = ({ fold }: Pick<ConversationHandle, 'fold'>) => ({
  /** By message, the conversation where it goes on. */
  away: computed(() => awayIn(fold.value ?? {})),
  splits: computed(() => fold.value?.split ?? []),
  /** The conversation whose messages it was begun with. */
  splitFrom: computed(() => fold.value?.splitFrom?.id ?? null),
})
