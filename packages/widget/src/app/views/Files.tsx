import type { Attachment, ConversationId } from '@parley/protocol'
import { useRef, useState } from 'preact/hooks'
import { useModels } from '../context.tsx'
import { t } from '../i18n/translate.ts'
import { Icon } from '../ui/Icon.tsx'
import { fileSize } from '../ui/time.ts'

export function Files({ files, conversationId }: { files: readonly Attachment[]; conversationId: ConversationId }) {
  return files.map((file) =>
    file.hasThumbnail ? (
      <Photo key={file.id} file={file} conversationId={conversationId} />
    ) : (
      <Card key={file.id} file={file} conversationId={conversationId} />
    ),
  )
}

type FileProps = { file: Attachment; conversationId: ConversationId }

/** Longest side of a thumbnail in the thread, pixels; its place is reserved before it loads. */
const THUMBNAIL = 230

function Photo({ file, conversationId }: FileProps) {
  const { links } = useModels()
  const link = links.of(conversationId, file.id).value
  const canvas = useRef<HTMLCanvasElement>(null)
  const [isForbidden, setForbidden] = useState(false)
  const { width = THUMBNAIL, height = THUMBNAIL, name } = file
  const scale = Math.min(1, THUMBNAIL / Math.max(width, height))
  const size = { width: Math.round(width * scale), height: Math.round(height * scale) }
  const source = link && (link.thumbnailUrl ?? link.url)

  async function open({ currentTarget }: MouseEvent) {
    const root = (currentTarget as HTMLElement).getRootNode()
    if (!link) return
    const { openLightbox } = await import('./lightbox.ts')
    openLightbox({ root, url: link.url, name: t('photo', { name }), close: t('cancel') })
  }
  async function drawInstead() {
    setForbidden(true)
    const { drawImage } = await import('./draw-image.ts')
    if (source && canvas.current) await drawImage(source, canvas.current).catch(() => undefined) // the name stays as its label
  }

  return (
    <button type="button" class="thumb" onClick={(event) => void open(event)} aria-label={t('photo', { name })}>
      {isForbidden ? (
        <canvas ref={canvas} {...size} role="img" aria-label={name} />
      ) : (
        <img {...size} {...(source && { src: source })} alt={name} onError={() => source && void drawInstead()} />
      )}
    </button>
  )
}

function Card({ file: { id, name, size }, conversationId }: FileProps) {
  const { links } = useModels()
  const link = links.of(conversationId, id).value
  const content = (
    <>
      <span class="att-i">{(name.split('.').pop() ?? '').slice(0, 4).toUpperCase()}</span>
      <span class="grow">
        <b class="cut">{name}</b>
        <small>{fileSize(size)}</small>
      </span>
      <Icon name="download" />
    </>
  )
  if (!link) return <span class="att">{content}</span>
  return (
    <a class="att" href={link.url} target="_blank" rel="noopener" aria-description={t('download', { name })}>
      {content}
    </a>
  )
}
