import { useWorkbench } from '../../context.ts'
import { t } from '../../i18n/translate.ts'
import { PersonFiles } from './PersonFiles.tsx'

/** Files of the person at the other end of the open conversation. */
export function PanelFiles() {
  const who = useWorkbench().visitor.value
  const visitor = who?.visitor.value
  if (!visitor) return null
  const name = who?.profile.value?.name ?? visitor.name ?? visitor.email ?? t('who.visitor')
  return <PersonFiles subject={{ visitorId: visitor.id }} name={name} conversations={who?.conversations.value ?? []} />
}
