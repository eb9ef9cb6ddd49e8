import { useEffect, useRef } from 'preact/hooks'
import { t } from '../../i18n/translate.ts'
import type { Suggestion, SuggestionsModel } from '../../models/suggestions-model.ts'
import { Icon } from '../../ui/Icon.tsx'
import { MissingMarked } from './MissingMarked.tsx'

type Props = { model: SuggestionsModel; onChoose(one: Suggestion): void }

export const SUGGESTIONS_ID = 'composer-suggestions'
export const optionId = (index: number) => `composer-suggestion-${index}`

/** Over the field while a word with a sign is typed. The field keeps the focus and the keys. */
export function Suggestions({ model, onChoose }: Props) {
  if (!model.isOpen.value) return null
  const label = model.word.value?.source.label ?? ''
  const options = model.options.value
  const chosen = model.chosen.value
  return (
    <div class={`sg${chosen?.preview === undefined ? '' : ' sg-wide'}`}>
      <div class="sg-l" role="listbox" id={SUGGESTIONS_ID} aria-label={label} tabIndex={-1}>
        {options.map((one, index) => (
          <Choice key={one.key} {...{ one, index }} isChosen={one === chosen} onChoose={() => onChoose(one)} />
        ))}
      </div>
      {options.length === 0 && (
        <p class="none" role="status">
          {model.empty.value}
        </p>
      )}
      {chosen?.preview !== undefined && (
        <div class="sg-p" dir="auto" aria-hidden="true">
          <MissingMarked text={chosen.preview} />
        </div>
      )}
    </div>
  )
}

type ChoiceProps = { one: Suggestion; index: number; isChosen: boolean; onChoose(): void }

function Choice({ one, index, isChosen, onChoose }: ChoiceProps) {
  const element = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (isChosen) element.current?.scrollIntoView?.({ block: 'nearest' })
  }, [isChosen])
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field below has the focus and the keys.
    // biome-ignore lint/a11y/useFocusableInteractive: the active option is told by aria-activedescendant.
    <div
      ref={element}
      class="sg-o"
      role="option"
      id={optionId(index)}
      aria-selected={isChosen}
      onMouseDown={(event) => event.preventDefault()} // the focus stays in the field
      onClick={onChoose}
    >
      <b class="sg-w">{one.lead}</b>
      <span class="cut">{one.text}</span>
      {one.files ? (
        <span class="sg-f">
          <Icon name="attach" size={14} />
          <span class="vh">{t('row.files', { count: one.files })}</span>
        </span>
      ) : null}
    </div>
  )
}
