import { useEffect, useState } from 'preact/hooks'
import { useWorkbench } from '../../context.ts'
import { t } from '../../i18n/translate.ts'
import { Icon } from '../../ui/Icon.tsx'
import { ConnectionBanner } from '../conversations/ConnectionBanner.tsx'
import { Duplicates } from '../customer/Duplicates.tsx'
import { ContactDetails } from './ContactDetails.tsx'
import { ContactFiles } from './ContactFiles.tsx'
import { ContactFilters } from './ContactFilters.tsx'
import { ContactList } from './ContactList.tsx'
import { NewContact } from './NewContact.tsx'

/** The people we know; whoever is chosen stands beside the list, over it where there is little room. */
export function Contacts() {
  const bench = useWorkbench()
  const { contacts, router } = bench
  const [isMaking, setMaking] = useState(false)
  const [isComparing, setComparing] = useState(false)
  const route = router.route.value
  const id = route.screen === 'contacts' ? route.contactId : null
  useEffect(() => contacts.show(), [contacts])
  return (
    <div class="vis con">
      <main class="vis-m">
        <ConnectionBanner />
        <header class="vis-h con-h">
          <h1>{t('nav.contacts')}</h1>
          <span class="row con-a">
            <button type="button" class="btn" onClick={() => setComparing(true)}>
              {t('merge.all')}
            </button>
            <ContactFiles />
            <button type="button" class="btn btn-primary" onClick={() => setMaking(true)}>
              <Icon name="plus" size={16} />
              {t('contacts.new')}
            </button>
          </span>
        </header>
        <ContactFilters />
        <ContactList openId={id} />
      </main>
      {id && (
        <>
          <button
            type="button"
            class="veil"
            aria-label={t('action.dismiss')}
            tabIndex={-1}
            onClick={() => bench.goToContact(null)}
          />
          <ContactDetails key={id} id={id} />
        </>
      )}
      {isComparing && <Duplicates onClose={() => setComparing(false)} />}
      {isMaking && <NewContact onClose={() => setMaking(false)} />}
    </div>
  )
}
