import type { Models } from '../../models/models.ts'
import type { Kit } from '../../ui/kit.ts'

/** Those that are drawn already, or were tried: a drawing of the head draws no picture anew. */
const begun = new WeakSet<HTMLCanvasElement>()

/** The site's picture in the head; where an agent's stands it is not drawn. Decoration: the name is beside it. */
export function logo({ h }: Kit, { options, chat }: Models) {
  const shown = options.value?.logo
  const isAgents = chat.screen.value === 'thread' && chat.handle.value?.fold.value?.assigneeName
  if (!shown || isAgents) return null
  const ref = (canvas: HTMLCanvasElement | null) => {
    if (!canvas || begun.has(canvas)) return
    begun.add(canvas)
    draw(shown.url, canvas).catch(() => undefined) // its place stays empty
  }
  return h('canvas', { key: shown.url, class: 'logo', 'aria-hidden': 'true', ref })
}

/** As with photos in a chat: pages whose policy forbids our images still allow our API. */
async function draw(url: string, canvas: HTMLCanvasElement): Promise<void> {
  const response = await fetch(url)
  if (!response.ok) return
  const bitmap = await createImageBitmap(await response.blob())
  canvas.width = bitmap.width
  canvas.height = bitmap.height
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0)
  canvas.classList.add('is-drawn')
}
