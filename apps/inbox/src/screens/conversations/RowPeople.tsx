import type { ConversationId } from '@parley/protocol'
import type { ComponentChildren } from 'preact'
import { useWorkbench } from '../../context.ts'
import { language, t } from '../../i18n/translate.ts'
import { Avatar } from '../../ui/Avatar.tsx'

/** More do not fit before what was said. */
const SHOWN = 2

/** Before the last word of a row: who looks at the conversation now. While somebody writes in it, that is said instead. */
export function RowPeople({ id, children }: { id: ConversationId; children: ComponentChildren }) {
  const { rowPresence } = useWorkbench()
  const there = rowPresence.of(id).value
  if (there.length === 0) return <>{children}</>
  const names = there.map(({ name }) => name ?? t('who.colleague'))
  const writer = there.find(({ isWriting }) => isWriting)
  return (
    <>
      <span class="cv-who" title={t('viewers.here', { names: new Intl.ListFormat(language()).format(names) })}>
        {there.slice(0, SHOWN).map((one) => (
          <Avatar key={one.id} id={one.id} name={one.name} size={20} />
        ))}
      </span>
      {writer ? (
        <bdi class="cv-writes">{t('thread.writes', { name: writer.name ?? t('who.colleague') })}</bdi>
      ) : (
        <>
          <bdi class="vh">{t('viewers.here', { names: names.join(', ') })} </bdi>
          {children}
        </>
      )}
    </>
  )
}
