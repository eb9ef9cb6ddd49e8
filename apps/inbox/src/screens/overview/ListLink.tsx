import type { ConversationFilter, ListView } from '@parley/protocol'
import type { ComponentChildren } from 'preact'
import { useWorkbench } from '../../context.ts'
import { Link } from '../Link.tsx'

export type Place = { view: ListView; filter?: ConversationFilter }
type Props = { to: Place; class?: string; label?: string; children: ComponentChildren }

/** To a list of conversations that holds what was counted, and nothing else. */
export function ListLink({ to: { view, filter = {} }, children, ...rest }: Props) {
  const { lists, preferences } = useWorkbench()
  return (
    <Link
      {...rest}
      to={{ screen: 'conversations', view, conversationId: null }}
      onFollow={() => {
        preferences.setView(view)
        lists.narrow(view, filter)
      }}
    >
      {children}
    </Link>
  )
}
