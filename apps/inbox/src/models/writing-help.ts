import type { Agent, CannedResponse, ConversationId } from '@parley/protocol'
import { computed, type ReadonlySignal, signal } from '@preact/signals'
import type { Values } from '../format/variables.ts'
import type { CannedModel } from './canned-model.ts'
import { cannedSource, emojiSource } from './composer-sources.ts'
import { valuesOf } from './composer-values.ts'
import type { ConversationModel } from './conversation-model.ts'
import type { RichDraft } from './rich-draft.ts'
import type { SiteNames } from './site-names.ts'
import { type SuggestionSource, SuggestionsModel } from './suggestions-model.ts'
import type { VisitorModel } from './visitor-model.ts'

type Deps = {
  id: ConversationId
  me: Agent
  model: Pick<ConversationModel, 'row' | 'fields'>
  visitor: ReadonlySignal<VisitorModel | null>
  sites: SiteNames
  canned: CannedModel
  /** Puts the files of a canned response beside the words. */
  attach(one: CannedResponse): void
  /** What else is suggested. */
  more: readonly SuggestionSource[]
}

/** What helps to write in one conversation: its variables, the languages of its visitor, and what is suggested. */
export function createWritingHelp({ id, me, model, visitor, sites, canned, attach, more }: Deps) {
  const site = () => sites.of(visitor.value?.visitor.value?.siteId ?? model.row.value?.siteId)
  const values = computed<Values>(() =>
    valuesOf({
      ...{ id, me, row: model.row.value, fields: model.fields.value, siteName: site()?.name ?? null },
      visitor: visitor.value?.visitor.value ?? null,
      contact: visitor.value?.contact.value ?? null,
    }),
  )
  /** Of the visitor, then of the site. */
  const locales = computed<readonly string[]>(() => {
    const who = visitor.value
    return [who?.contact.value?.locale, who?.visitor.value?.language, site()?.language].flatMap((tag) => tag ?? [])
  })
  const sources = [
    cannedSource({ canned, attach, values: () => values.value, locales: () => locales.value }),
    emojiSource(),
    ...more,
  ]
  /** A rich message that is being put together; it stays while the agent looks something up. */
  const rich = signal<RichDraft | null>(null)
  return { values, locales, rich, suggestions: new SuggestionsModel(sources) }
}
