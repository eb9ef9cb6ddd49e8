/** A key, drawn for eyes only: assistive technology hears of it by `aria-keyshortcuts`. */
export function Kbd({ children }: { children: string }) {
  return (
    <span class="kbd" dir="ltr" aria-hidden="true">
      {children}
    </span>
  )
}
