import type { Own } from './own.ts'

/** What attributes ask for that are not named after a method (`data-chat-message`, `-department`, `-article`), and our own window. */
export const DECLARED = {
  message: ({ frame }: Own, text: string) => frame.widget.api.openNew(text),
  article: ({ frame }: Own, slug: string) => frame.widget.api.openArticle(slug),
  async department({ frame }: Own, id: string) {
    await frame.widget.api.setDepartment(id)
    await frame.widget.api.open()
  },
  arrive: async (own: Own, lent: unknown) => (await import('./arrive.ts')).arrive(own, lent),
}

/** Keeps the text of `[data-chat-unread]` and `[data-chat-availability]` in step, on elements that come later too. */
export function followDeclared(own: Own): () => void {
  const { listeners } = own
  let { unread } = own.frame
  let availability = ''
  const show = () => {
    for (const at of document.querySelectorAll('[data-chat-unread]')) at.textContent = unread ? String(unread) : ''
    for (const at of document.querySelectorAll<HTMLElement>('[data-chat-availability]')) {
      if (!availability) continue
      const { dataset } = at
      dataset['state'] = availability
      // The element's own words for each state, else ours.
      at.textContent = dataset[availability] ?? availability
    }
  }
  const onUnread = ({ data }: { data: number }) => {
    unread = data
    show()
  }
  const onAvailability = ({ data }: { data: { state: string } }) => {
    availability = data.state
    show()
  }
  listeners.addOwn('unread', onUnread as (event: unknown) => void)
  listeners.addOwn('availability', onAvailability as (event: unknown) => void)
  listeners.addOwn('page', show)
  show()
  if (document.querySelector('[data-chat-availability]'))
    void own.frame.widget.api.getAvailability().then((data) => onAvailability({ data }), show)
  return () => {
    unread = 0
    show()
  }
}
