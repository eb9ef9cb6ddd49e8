import { useLayoutEffect, useRef } from 'preact/hooks'
import { useWorkbench } from '../context.ts'
import { t } from '../i18n/translate.ts'
import { Icon } from '../ui/Icon.tsx'
import { KeyOf } from './KeyOf.tsx'

type Props = { label: string; placeholder: string; text: string; onText: (text: string) => void }

/** What a list is searched by: `/` leads there. */
export function SearchField({ label, placeholder, text, onText }: Props) {
  const { ui } = useWorkbench()
  const field = useRef<HTMLInputElement>(null)
  const request = ui.focus.value
  useLayoutEffect(() => {
    if (request?.target === 'search') field.current?.select()
  }, [request])
  return (
    <search class="find-f focus-in">
      <Icon name="search" size={16} />
      <input
        ref={field}
        type="search"
        aria-label={label}
        placeholder={placeholder}
        maxLength={200}
        value={text}
        onInput={(event) => onText(event.currentTarget.value)}
      />
      {text ? (
        <button
          type="button"
          class="ib ib-s"
          aria-label={t('search.clear')}
          title={t('search.clear')}
          onClick={() => {
            onText('')
            field.current?.focus()
          }}
        >
          <Icon name="close" size={14} />
        </button>
      ) : (
        <KeyOf id="search" />
      )}
    </search>
  )
}
