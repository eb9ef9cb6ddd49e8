import type { Attachment, ConversationId } from '@parley/protocol'
import { signal } from '@preact/signals'
import type { ComponentType } from 'preact'
import { useState } from 'preact/hooks'
import { useModels } from '../context.tsx'
import { t } from '../i18n/translate.ts'
import { Icon } from '../ui/Icon.tsx'
import { fileSize } from '../ui/time.ts'

type LightboxProps = { url: string; name: string; onClose(): void }
/** Fetched with the first photo that is opened. */
const lightbox = signal<ComponentType<LightboxProps> | null>(null)
/** Fetched where the page's policy forbids our pictures. */
const canvasImage = signal<ComponentType<{ url: string; width: number; height: number; name: string }> | null>(null)

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
  const [isOpen, setOpen] = useState(false)
  const [isForbidden, setForbidden] = useState(false)
  const { width = THUMBNAIL, height = THUMBNAIL, name } = file
  const scale = Math.min(1, THUMBNAIL / Math.max(width, height))
  const size = { width: Math.round(width * scale), height: Math.round(height * scale) }
  const Lightbox = lightbox.value
  const CanvasImage = canvasImage.value

  async function open() {
    setOpen(true)
    lightbox.value ??= (await import('./Lightbox.tsx')).Lightbox
  }
  async function drawInstead() {
    setForbidden(true)
    canvasImage.value ??= (await import('./CanvasImage.tsx')).CanvasImage
  }

  return (
    <>
      <button type="button" class="thumb" onClick={() => void open()} aria-label={t('photo', { name })}>
        {link && isForbidden && CanvasImage && <CanvasImage url={link.thumbnailUrl ?? link.url} name={name} {...size} />}
        {!isForbidden && (
          <img {...size} {...(link && { src: link.thumbnailUrl ?? link.url })} alt={name} onError={() => link && void drawInstead()} />
        )}
      </button>
      {isOpen && link && Lightbox && <Lightbox url={link.url} name={name} onClose={() => setOpen(false)} />}
    </>
  )
}

function Card({ file: { id, name, size }, conversationId }: FileProps) {
  const { links } = useModels()
  const link = links.of(conversationId, id).value
  return (
    <a class="att" {...(link && { href: link.url })} target="_blank" rel="noopener" aria-label={t('download', { name })}>
      <span class="att-i">{(name.split('.').pop() ?? '').slice(0, 4).toUpperCase()}</span>
      <span class="grow">
        <b class="cut">{name}</b>
        <small>{fileSize(size)}</small>
      </span>
      <Icon name="download" />
    </a>
  )
}
