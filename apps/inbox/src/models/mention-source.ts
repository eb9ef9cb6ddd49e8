import type { ReadonlySignal } from '@preact/signals'
import { t } from '../i18n/translate.ts'
import { fitting, type Mentionable } from './mentions.ts'
import type { SuggestionSource } from './suggestions-model.ts'

type Deps = {
  mentionable: ReadonlySignal<readonly Mentionable[]>
  /** Visitors are told nothing of colleagues: a reply names nobody. */
  isNote(): boolean
  onPick(one: Mentionable): void
}

/** `@` in a note: colleagues, departments, everybody here. */
export function mentionSource({ mentionable, isNote, onPick }: Deps): SuggestionSource {
  return {
    sign: '@',
    label: t('mention.whom'),
    from: 0,
    begin: () => undefined,
    find: (query) =>
      (isNote() ? fitting(mentionable.value, query) : []).map((one) => ({
        key: one.id,
        lead: `@${one.name}`,
        text: detailOf(one),
        pick() {
          onPick(one)
          return `@${one.name} `
        },
      })),
  }
}

function detailOf({ is, isReached }: Mentionable): string {
  if (!isReached) return t('mention.unreached')
  return is === 'department' ? t('mention.department') : ''
}
