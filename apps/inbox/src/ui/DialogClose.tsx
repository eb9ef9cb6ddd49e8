import { t } from '../i18n/translate.ts'
import { Icon } from './Icon.tsx'
import { Kbd } from './Kbd.tsx'

/** The way out of a dialog that has no button for it: its key, and on a phone, where there are no keys, a cross. */
export function DialogClose({ onClose }: { onClose(): void }) {
  return (
    <>
      <Kbd>Esc</Kbd>
      <button type="button" class="ib only-m" aria-label={t('action.dismiss')} onClick={onClose}>
        <Icon name="close" />
      </button>
    </>
  )
}
