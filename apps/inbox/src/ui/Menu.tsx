import type { ComponentChildren } from 'preact'
import { useId, useLayoutEffect, useRef } from 'preact/hooks'
import { Kbd } from './Kbd.tsx'
import { placePopover } from './place-popover.ts'

type Props = {
  label: string
  title?: string
  class: string
  /** What the button shows. */
  button: ComponentChildren
  /** Opened from elsewhere (a shortcut): each new number above 0 opens it. */
  openAt?: number
  isDisabled?: boolean
  children: ComponentChildren
}

/** A button with a popover of menu items. Arrow keys move, Enter chooses, Esc closes and gives the focus back. */
export function Menu({ label, title, class: kind, button, openAt = 0, isDisabled = false, children }: Props) {
  const opener = useRef<HTMLButtonElement>(null)
  const popover = useRef<HTMLDivElement>(null)
  const id = useId()
  /** Some are there on a phone alone. */
  const items = () =>
    [...(popover.current?.querySelectorAll<HTMLElement>('[role^=menuitem]') ?? [])].filter(
      (item) => item.getClientRects().length > 0,
    )
  const arrange = () => {
    if (!opener.current || !popover.current) return
    placePopover(popover.current, opener.current)
    items()[0]?.focus()
  }
  useLayoutEffect(() => {
    if (openAt === 0) return
    popover.current?.showPopover()
    arrange() // its event comes later than the next key may
  }, [openAt])
  const move = (step: number) => {
    const all = items()
    const at = all.indexOf(document.activeElement as HTMLElement)
    all.at((at + step + all.length) % all.length)?.focus()
  }

  return (
    <>
      <button
        ref={opener}
        type="button"
        class={kind}
        aria-label={label}
        title={title ?? label}
        aria-haspopup="menu"
        disabled={isDisabled}
        popovertarget={id}
      >
        {button}
      </button>
      <div
        ref={popover}
        id={id}
        class="menu"
        popover="auto"
        role="menu"
        aria-label={label}
        tabIndex={-1}
        onToggle={(event) => {
          if (event.newState === 'open' && !popover.current?.contains(document.activeElement)) arrange()
        }}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown') move(1)
          else if (event.key === 'ArrowUp') move(-1)
          else return
          event.preventDefault()
          event.stopPropagation()
        }}
        onClick={(event) => {
          if ((event.target as HTMLElement).closest('[role^=menuitem]')) popover.current?.hidePopover()
        }}
      >
        {children}
      </div>
    </>
  )
}

type ItemProps = {
  icon?: ComponentChildren
  shortcut?: string | undefined
  isDanger?: boolean
  /** For a choice among several. */
  checked?: boolean
  onChoose(): void
  children: ComponentChildren
}

export function MenuItem({ icon, shortcut, isDanger = false, checked, onChoose, children }: ItemProps) {
  const role =
    checked === undefined ? { role: 'menuitem' as const } : { role: 'menuitemradio' as const, 'aria-checked': checked }
  return (
    <button
      type="button"
      class={`menu-item${isDanger ? ' menu-danger' : ''}`}
      {...role}
      tabIndex={-1}
      onClick={onChoose}
    >
      {icon}
      <span class="cut grow">{children}</span>
      {shortcut && <Kbd>{shortcut}</Kbd>}
    </button>
  )
}
