import { t } from '../../i18n/translate.ts'
import { linking } from '../../models/customer/linking.ts'
import { PickContact } from './PickContact.tsx'

/** The contact who a visitor is, picked among those whom we know. */
export function LinkVisitor() {
  const now = linking.value
  if (!now) return null
  return (
    <PickContact
      title={t('link.title')}
      own={null}
      onClose={now.close}
      onPick={(contact) => {
        now.close()
        now.who.linkTo(contact)
      }}
    />
  )
}
