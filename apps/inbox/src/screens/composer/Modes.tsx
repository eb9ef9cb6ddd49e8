import { t } from '../../i18n/translate.ts'
import type { ComposerModel } from '../../models/composer-model.ts'
import type { Mode } from '../../models/drafts-model.ts'
import { Icon } from '../../ui/Icon.tsx'

const MODES: readonly Mode[] = ['reply', 'note']

/** A reply or a note, and where it goes. */
export function Modes({ model }: { model: ComposerModel }) {
  const mode = model.mode.value
  return (
    <div class="cp-t">
      <div role="tablist" class="row" aria-label={t('composer.kind')}>
        {MODES.map((one) => (
          <button
            key={one}
            type="button"
            role="tab"
            aria-selected={mode === one}
            tabIndex={mode === one ? 0 : -1}
            onClick={() => model.setMode(one)}
            onKeyDown={(event) => {
              if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return
              event.preventDefault()
              model.setMode(one === 'reply' ? 'note' : 'reply')
              const other = event.currentTarget.nextElementSibling ?? event.currentTarget.previousElementSibling
              if (other instanceof HTMLElement) other.focus()
            }}
          >
            {one === 'note' && <Icon name="lock" size={14} />}
            {t(`composer.${one}`)}
          </button>
        ))}
      </div>
      <span class="grow" />
      <span class={`faint cut${mode === 'note' ? '' : ' only-d'}`} id="composer-about">
        {t(mode === 'note' ? 'note.private' : 'composer.to_chat')}
      </span>
    </div>
  )
}
