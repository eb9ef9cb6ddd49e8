import { useWorkbench } from '../context.ts'
import { type CommandId, signsOf } from '../keyboard/shortcuts.ts'
import { Kbd } from '../ui/Kbd.tsx'

/** The first keys of a command as they are drawn (`Ctrl K`); nothing where the agent has taken them away. */
export function useKeysOf(id: CommandId): string | undefined {
  const { shortcuts, window } = useWorkbench()
  const keys = shortcuts.value.find((shortcut) => shortcut.id === id)?.keys[0]
  return keys && signsOf(keys, window.isApple).join(' ')
}

/** A tooltip that teaches the key of what it names. */
export function useTitleWithKeys(text: string, id: CommandId): string {
  const keys = useKeysOf(id)
  return keys ? `${text} (${keys})` : text
}

export function KeyOf({ id }: { id: CommandId }) {
  const keys = useKeysOf(id)
  return keys ? <Kbd>{keys}</Kbd> : null
}
