import { useState } from 'preact/hooks'
import { useWorkbench } from '../../context.ts'
import { t } from '../../i18n/translate.ts'
import { endAfter, type Length } from '../../models/blocks/lengths.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { Link } from '../Link.tsx'
import { settingsRoute } from '../Rail.tsx'
import { LengthChoice } from './LengthChoice.tsx'

/** Blocks the visitor of the conversation on screen, and says what that does. */
export function BlockDialog() {
  const { visitor, ui, window, me } = useWorkbench()
  const [reason, setReason] = useState('')
  const [length, setLength] = useState<Length>('lifted')
  const who = visitor.value
  if (!who) return null
  const name = who.visitor.value?.name ?? t('who.visitor')
  return (
    <Dialog title={t('blocks.dialog.title', { name })} kind="dialog-form" onClose={ui.dismiss}>
      <form
        class="dialog-body"
        onSubmit={(event) => {
          event.preventDefault()
          who.block({ reason: reason.trim(), expiresAt: endAfter(length, window.env.now()) })
          ui.dismiss()
        }}
      >
        <p class="muted">{t('blocks.dialog.what')}</p>
        <LengthChoice reason={reason} onReason={setReason} length={length} onLength={setLength} />
        {me.role !== 'agent' && (
          <p class="hint">
            {t('blocks.dialog.address')}{' '}
            <Link to={settingsRoute('blocks')} onFollow={ui.dismiss}>
              {t('settings.blocks')}
            </Link>
          </p>
        )}
        <footer class="dialog-f">
          <button type="button" class="btn" onClick={ui.dismiss}>
            {t('action.cancel')}
          </button>
          <button type="submit" class="btn btn-danger">
            {t('blocks.verb')}
          </button>
        </footer>
      </form>
    </Dialog>
  )
}
