import type { ContactProfile } from '@parley/protocol'
import { useState } from 'preact/hooks'
import { useWorkbench } from '../../context.ts'
import { t } from '../../i18n/translate.ts'
import { Icon } from '../../ui/Icon.tsx'
import { EraseDialog } from './EraseDialog.tsx'

/** For administrators: all that is kept of a person, taken out or taken away. */
export function PersonData({ contact }: { contact: ContactProfile }) {
  const { canManage, client, toasts, window } = useWorkbench()
  const [isErasing, setErasing] = useState(false)
  const [hasNotes, setNotes] = useState(false)
  if (!canManage) return null
  const take = async () => {
    // The browser lets a page open a tab while it is being pressed, not once the server has answered.
    const tab = window.openTab()
    const body = { contactId: contact.id, notes: hasNotes }
    const link = await client.call('linkPersonExport', { body }).catch(() => null)
    tab.go(link?.url ?? null)
    if (!link) toasts.show({ text: t('export.failed'), tone: 'problem' })
  }
  return (
    <div class="pn-s">
      <h3>{t('data.section')}</h3>
      <label class="row data-n">
        <input type="checkbox" checked={hasNotes} onChange={(event) => setNotes(event.currentTarget.checked)} />
        {t('data.notes')}
      </label>
      <div class="row data-b">
        <button type="button" class="btn btn-s" onClick={() => void take()}>
          <Icon name="download" size={14} />
          {t('data.export')}
        </button>
        <button type="button" class="btn btn-s btn-danger-quiet" onClick={() => setErasing(true)}>
          <Icon name="trash" size={14} />
          {t('data.erase')}
        </button>
      </div>
      {isErasing && <EraseDialog contact={contact} onClose={() => setErasing(false)} />}
    </div>
  )
}
