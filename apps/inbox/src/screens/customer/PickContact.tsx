import type { ContactProfile } from '@parley/protocol'
import { useEffect, useState } from 'preact/hooks'
import { useWorkbench } from '../../context.ts'
import { t } from '../../i18n/translate.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { calledOf } from '../contacts/ContactList.tsx'

const SHOWN = '20'
const PAUSE_MS = 250

type Props = { title?: string; own: ContactProfile | null; onPick(contact: ContactProfile): void; onClose(): void }

/** A contact is looked for by words, and picked. */
export function PickContact({ title = t('merge.with'), own, onPick, onClose }: Props) {
  const { client } = useWorkbench()
  const [text, setText] = useState('')
  const [found, setFound] = useState<readonly ContactProfile[] | 'failed' | null>(null)
  useEffect(() => {
    let isOld = false
    const search = text.trim()
    const timer = setTimeout(async () => {
      const query = { limit: SHOWN, ...(search && { search }) }
      const answer = await client.call('listContacts', { query }).catch(() => null)
      if (!isOld) setFound(answer ? answer.contacts.filter(({ id }) => id !== own?.id) : 'failed')
    }, PAUSE_MS)
    return () => {
      isOld = true
      clearTimeout(timer)
    }
  }, [text])
  return (
    <Dialog title={title} kind="dialog-form" onClose={onClose}>
      <div class="dialog-body">
        <input
          type="search"
          class="input"
          aria-label={t('contacts.search')}
          placeholder={t('contacts.search.placeholder')}
          maxLength={200}
          value={text}
          autoFocus
          onInput={(event) => setText(event.currentTarget.value)}
        />
        <Found found={found} onPick={onPick} />
        <footer class="dialog-f">
          <button type="button" class="btn" onClick={onClose}>
            {t('action.cancel')}
          </button>
        </footer>
      </div>
    </Dialog>
  )
}

function Found({ found, onPick }: Pick<Props, 'onPick'> & { found: readonly ContactProfile[] | 'failed' | null }) {
  if (found === null) return <p role="status">{t('contacts.loading')}</p>
  if (found === 'failed') return <p role="alert">{t('contacts.failed')}</p>
  if (found.length === 0) return <p role="status">{t('contacts.nothing')}</p>
  return (
    <ul class="pick">
      {found.map((contact) => (
        <li key={contact.id}>
          <button type="button" onClick={() => onPick(contact)}>
            <span class="cut" dir="auto">
              {calledOf(contact)}
            </span>
            <span class="faint cut">{contact.email ?? contact.phone}</span>
          </button>
        </li>
      ))}
    </ul>
  )
}
