import { drawImage } from './draw-image.ts'

type Photo = { root: Node; url: string; name: string; close: string }

/**
 * A photo over everything; Esc, the button or a click closes, and the focus returns by itself. Plain DOM calls: a chunk
 * that imports Preact would cut Preact out of the messenger into a request of its own.
 */
export function openLightbox({ root, url, name, close }: Photo): void {
  const dialog = document.createElement('dialog')
  dialog.className = 'lightbox'
  dialog.setAttribute('aria-label', name)
  const button = document.createElement('button')
  button.className = 'ib'
  button.textContent = '✕'
  button.setAttribute('aria-label', close)
  const canvas = document.createElement('canvas')
  canvas.setAttribute('role', 'img')
  canvas.setAttribute('aria-label', name)
  const link = document.createElement('a')
  Object.assign(link, { href: url, target: '_blank', rel: 'noopener', textContent: name })
  link.addEventListener('click', (event) => event.stopPropagation())
  dialog.append(button, canvas, link)
  dialog.addEventListener('click', () => dialog.close())
  dialog.addEventListener('keydown', (event) => event.stopPropagation()) // Esc closes the photo, not the chat
  dialog.addEventListener('close', () => dialog.remove())
  root.appendChild(dialog)
  dialog.showModal()
  drawImage(url, canvas).catch(() => link.focus()) // the link under it still leads to the file
}
