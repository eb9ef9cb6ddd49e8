import type { Site } from '@parley/protocol'
import { useId, useRef, useState } from 'preact/hooks'
import { useApp } from '../../context.ts'
import { t } from '../../i18n/translate.ts'
import { FieldError } from '../../ui/Field.tsx'
import { Icon } from '../../ui/Icon.tsx'

const KINDS = 'image/png,image/jpeg,image/webp,image/gif,image/avif,image/svg+xml'

type Props = { logo: Site['logo']; onChange(logo: Site['logo']): void }

/** The picture beside the site's name. What is chosen is shown at once and sent when it is saved. */
export function LogoField({ logo, onChange }: Props) {
  const { window } = useApp()
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const [isWrong, setWrong] = useState(false)

  async function choose(file: File | undefined): Promise<void> {
    if (!file) return
    try {
      onChange(await window.picture(file))
      setWrong(false)
    } catch {
      setWrong(true)
    }
  }

  return (
    <fieldset class="fr" aria-describedby={`${id}-hint`}>
      <legend class="label">{t('logo.label')}</legend>
      <div class="logo-f">
        <span class="logo-v">{logo ? <img src={logo.url} alt={t('logo.now')} /> : <Icon name="image" />}</span>
        <input
          ref={input}
          type="file"
          accept={KINDS}
          hidden
          aria-label={t('logo.choose')}
          onChange={({ currentTarget }) => {
            void choose(currentTarget.files?.[0])
            currentTarget.value = '' // the same file may be chosen again
          }}
        />
        <button type="button" class="btn" onClick={() => input.current?.click()}>
          {t(logo ? 'logo.other' : 'logo.choose')}
        </button>
        {logo && (
          <button type="button" class="btn btn-quiet" onClick={() => onChange(null)}>
            {t('logo.remove')}
          </button>
        )}
      </div>
      {isWrong && <FieldError text={t('logo.wrong')} />}
      <p class="hint" id={`${id}-hint`}>
        {t('logo.hint')}
      </p>
    </fieldset>
  )
}
