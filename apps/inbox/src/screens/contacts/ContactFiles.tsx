import { useState } from 'preact/hooks'
import { useWorkbench } from '../../context.ts'
import { saveFile } from '../../format/save-file.ts'
import { t } from '../../i18n/translate.ts'
import { exportContacts } from '../../models/contact-export.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Erasures } from '../customer/Erasures.tsx'
import { ImportDialog } from './ImportDialog.tsx'

/** For administrators: contacts from a file, and the list as it is narrowed to one. */
export function ContactFiles() {
  const { canManage, client, contacts, customFields, toasts } = useWorkbench()
  const [isImporting, setImporting] = useState(false)
  const [isShowing, setShowing] = useState(false)
  const [count, setCount] = useState<number | null>(null)
  if (!canManage) return null
  const exportAll = async () => {
    setCount(0)
    try {
      const fields = customFields.ofContacts.peek()
      const lines = await exportContacts(client, { query: contacts.query(), fields, onCount: setCount })
      saveFile('contacts.csv', lines)
    } catch {
      toasts.show({ text: t('export.failed'), tone: 'problem' })
    }
    setCount(null)
  }
  return (
    <>
      <button type="button" class="btn" onClick={() => setImporting(true)}>
        {t('import.title')}
      </button>
      <button
        type="button"
        class="btn"
        aria-busy={count !== null}
        disabled={count !== null}
        onClick={() => void exportAll()}
      >
        <Icon name="download" size={16} />
        {count === null ? t('export.do') : t('export.going', { count: String(count) })}
      </button>
      <button type="button" class="btn" onClick={() => setShowing(true)}>
        {t('erase.all')}
      </button>
      {isShowing && <Erasures onClose={() => setShowing(false)} />}
      {isImporting && <ImportDialog onClose={() => setImporting(false)} />}
    </>
  )
}
