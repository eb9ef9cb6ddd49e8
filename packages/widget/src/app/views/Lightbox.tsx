import { useEffect, useRef } from 'preact/hooks'
import { t } from '../i18n/translate.ts'
import { Icon } from '../ui/Icon.tsx'
import { CanvasImage } from './CanvasImage.tsx'

/** A photo over everything; Esc, the button or a click beside it closes, and focus returns to the thumbnail. */
export function Lightbox({ url, name, onClose }: { url: string; name: string; onClose(): void }) {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => dialog.current?.showModal(), [])
  return (
    <dialog
      ref={dialog}
      class="lightbox"
      aria-label={t('photo', { name })}
      onClose={onClose}
      onClick={() => dialog.current?.close()}
      onKeyDown={(event) => event.stopPropagation()}
    >
      <button type="button" class="ib" aria-label={t('cancel')}>
        <Icon name="close" />
      </button>
      <CanvasImage url={url} name={name} />
      <a href={url} target="_blank" rel="noopener" onClick={(event) => event.stopPropagation()}>
        {name}
      </a>
    </dialog>
  )
}
