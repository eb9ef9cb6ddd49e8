import { useEffect, useRef } from 'preact/hooks'
import { useWorkbench } from '../context.ts'
import { t } from '../i18n/translate.ts'
import { Icon } from '../ui/Icon.tsx'
import { KeyOf } from './KeyOf.tsx'

/** The one toast, in the top layer, read out politely; it waits while somebody points at it or has it focused. */
export function Toaster() {
  const { toasts } = useWorkbench()
  const toast = toasts.toast.value
  const layer = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // Shown again each time: a dialog opened since would cover it.
    if (toast) layer.current?.showPopover?.()
    else layer.current?.hidePopover?.()
  }, [toast])
  return (
    <div
      ref={layer}
      class="toaster"
      popover="manual"
      role="status"
      onMouseEnter={toasts.hold}
      onMouseLeave={toasts.letGo}
      onFocusIn={toasts.hold}
      onFocusOut={toasts.letGo}
    >
      {toast && (
        <div class="toast">
          {toast.tone === 'problem' && <Icon name="alert" size={16} />}
          <span class="grow">{toast.text}</span>
          {toast.action && (
            <button type="button" class="btn btn-s" onClick={toasts.act}>
              {toast.action.label}
            </button>
          )}
          {toast.undo ? (
            <button type="button" class="btn btn-s" onClick={toasts.undo}>
              {t('action.undo')} <KeyOf id="undo" />
            </button>
          ) : (
            <button type="button" class="btn btn-s" aria-label={t('action.dismiss')} onClick={toasts.hide}>
              <Icon name="close" size={16} />
            </button>
          )}
        </div>
      )}
    </div>
  )
}
