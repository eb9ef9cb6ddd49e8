import { useEffect, useRef } from 'preact/hooks'
import { useWorkbench } from '../../context.ts'
import { t } from '../../i18n/translate.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Kbd } from '../../ui/Kbd.tsx'

/** Search by words of messages, name and address; the last word may be a beginning. */
export function SearchField() {
  const { list, ui } = useWorkbench()
  const field = useRef<HTMLInputElement>(null)
  const request = ui.focus.value
  useEffect(() => {
    if (request?.target === 'search') field.current?.select()
  }, [request])
  const text = list.search.value
  return (
    <search class="find-f focus-in">
      <Icon name="search" size={16} />
      <input
        ref={field}
        type="search"
        aria-label={t('search.label')}
        aria-keyshortcuts="/"
        placeholder={t('search.placeholder')}
        maxLength={200}
        value={text}
        onInput={(event) => list.setSearch(event.currentTarget.value)}
      />
      {text ? (
        <button
          type="button"
          class="ib ib-s"
          aria-label={t('search.clear')}
          title={t('search.clear')}
          onClick={() => {
            list.setSearch('')
            field.current?.focus()
          }}
        >
          <Icon name="close" size={14} />
        </button>
      ) : (
        <Kbd>/</Kbd>
      )}
    </search>
  )
}
