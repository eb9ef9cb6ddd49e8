import type { ComponentChildren } from 'preact'
import { useApp } from '../context.ts'
import type { Route } from '../routes.ts'

type Props = {
  to: Route
  class?: string
  label?: string
  title?: string
  isCurrent?: boolean
  onFollow?: () => void
  children: ComponentChildren
}

/** A link within the inbox: a click changes the address in place; a new tab or window opens it as any link. */
export function Link({ to, class: kind, label, title, isCurrent = false, onFollow, children }: Props) {
  const { router } = useApp()
  return (
    <a
      href={router.pathOf(to)}
      class={kind}
      aria-label={label}
      title={title}
      aria-current={isCurrent ? 'page' : undefined}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button !== 0) return
        event.preventDefault()
        onFollow?.()
        router.go(to)
      }}
    >
      {children}
    </a>
  )
}
