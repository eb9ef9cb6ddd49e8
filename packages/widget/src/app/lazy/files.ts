import type { Attachment, ConversationId } from '@parley/protocol'
import type { ComponentType } from 'preact'
import type { Models } from '../models/models.ts'
import type { Kit } from '../ui/kit.ts'
import { drawImage } from './draw-image.ts'
import { createFileLinks, type FileLinks } from './file-links.ts'
import { fileSize } from './file-size.ts'
import css from './files.css'
import type { PlayerProps } from './player.ts'

export type FilesProps = { files: readonly Attachment[]; models: Models }
type Props = { file: Attachment; models: Models }

/** Longest side of a thumbnail in the thread, pixels; its place is reserved before it loads. */
const THUMBNAIL = 230
const DOWNLOAD = 'M12 4v10.5M7.5 10.5 12 15l4.5-4.5M4.5 19.5h15'

/** The files of one message: photos as thumbnails, everything else as cards. */
export function create(kit: Kit): ComponentType<FilesProps> {
  const { h, view } = kit
  const linksOf = new Map<ConversationId, FileLinks>()
  const link = ({ file, models: { chat, client } }: Props) => {
    const id = chat.handle.peek()?.id.peek()
    if (!id) return Promise.reject(new Error('not sent yet'))
    const links = linksOf.get(id) ?? createFileLinks(client, id)
    linksOf.set(id, links)
    return links(file.id)
  }
  const Photo = photoView(kit, link)
  const Card = cardView(kit, link)
  const Spoken = spokenView(kit, link)
  const viewOf = (file: Attachment) => {
    if (file.voice) return Spoken
    return file.hasThumbnail ? Photo : Card
  }
  return view<FilesProps>(({ models }) => {
    models.adopt(css)
    return ({ files }) => files.map((file) => h<Props>(viewOf(file), { key: file.id, file, models }))
  })
}

type LinkOf = (props: Props) => ReturnType<FileLinks>

/** A voice message; its player is fetched with the first. */
function spokenView({ h, view, ...kit }: Kit, linkOf: LinkOf): ComponentType<Props> {
  const Player = kit.signal<ComponentType<PlayerProps> | null>(null)
  let isAsked = false

  async function fetchPlayer(): Promise<void> {
    isAsked = true
    try {
      Player.value = (await import('./player.ts')).create({ h, view, ...kit })
    } catch {
      isAsked = false // the line is down; the next drawing asks again
    }
  }
  return view<Props>((first) => {
    const bytes = async () => {
      const { url } = await linkOf(first)
      const response = await fetch(url)
      if (!response.ok) throw new Error(String(response.status))
      return response.arrayBuffer()
    }
    return ({ file: { voice, name }, models }) => {
      if (!isAsked) void fetchPlayer()
      const player = Player.value && voice && h(Player.value, { voice, models, bytes })
      return h('div', { class: 'b' }, player ?? name)
    }
  })
}

function photoView({ h, view, t }: Kit, linkOf: LinkOf): ComponentType<Props> {
  return view<Props>((first, life) => {
    const { width = THUMBNAIL, height = THUMBNAIL, name } = first.file
    const scale = Math.min(1, THUMBNAIL / Math.max(width, height))
    const size = { width: Math.round(width * scale), height: Math.round(height * scale) }
    let image: HTMLImageElement | null = null
    let canvas: HTMLCanvasElement | null = null
    let isAsked = false

    const drawInstead = () => {
      const source = image?.src
      if (!image || !source || !canvas) return
      image.hidden = true // taken out, it would be put back by the next drawing
      canvas.hidden = false
      drawImage(source, canvas).catch(() => undefined) // the name stays as its label
    }
    // Once the message is stored there is a link to its picture; until then there is its place.
    life.drawn = () => {
      if (isAsked || !first.models.chat.handle.peek()?.id.peek()) return
      isAsked = true
      linkOf(first).then(
        ({ url, thumbnailUrl }) => {
          if (image) image.src = thumbnailUrl ?? url
        },
        () => {
          isAsked = false
        },
      )
    }
    const open = async ({ currentTarget }: MouseEvent) => {
      const root = (currentTarget as HTMLElement).getRootNode()
      const [{ url }, { openLightbox }] = await Promise.all([linkOf(first), import('./lightbox.ts')])
      const { adopt } = first.models
      openLightbox({ root, url, name: t('photo', { name }), close: t('cancel'), adopt, drawImage })
    }
    return () => {
      first.models.chat.handle.value?.id.value // drawn again when the conversation has an id
      return h(
        'button',
        {
          type: 'button',
          class: 'thumb',
          'aria-label': t('photo', { name }),
          onClick: (event: MouseEvent) => void open(event).catch(() => undefined),
        },
        h('img', {
          ...size,
          alt: name,
          ref: (element: HTMLImageElement | null) => {
            image = element
          },
          onError: drawInstead,
        }),
        h('canvas', {
          ...size,
          hidden: true,
          role: 'img',
          'aria-label': name,
          ref: (element: HTMLCanvasElement | null) => {
            canvas = element
          },
        }),
      )
    }
  })
}

function cardView({ h, view, t, formats, drawn }: Kit, linkOf: LinkOf): ComponentType<Props> {
  return view<Props>((first) => {
    const { name, size } = first.file
    // The link is asked for when it is wanted, so that it has not ended by then.
    const open = async (event: Event) => {
      event.preventDefault()
      const { url } = await linkOf(first)
      Object.assign(document.createElement('a'), { href: url, target: '_blank', rel: 'noopener' }).click()
    }
    return () =>
      h(
        'button',
        {
          type: 'button',
          class: 'att',
          'aria-description': t('download', { name }),
          onClick: (event: Event) => void open(event).catch(() => undefined),
        },
        h('span', { class: 'att-i' }, (name.split('.').pop() ?? '').slice(0, 4).toUpperCase()),
        h(
          'span',
          { class: 'grow' },
          h('b', null, h('bdi', null, name)),
          h('small', null, fileSize(size, formats.value)),
        ),
        drawn(DOWNLOAD),
      )
  })
}
