import type { Attachment } from '@parley/protocol'
import { useEffect, useState } from 'preact/hooks'
import { fileSize, fileTypeLabel } from '../../format/files.ts'
import { t } from '../../i18n/translate.ts'
import type { FileLinksModel } from '../../models/file-links-model.ts'
import { Icon } from '../../ui/Icon.tsx'
import { VoicePlayer } from './VoicePlayer.tsx'

type Props = { attachment: Attachment; links: FileLinksModel }

/** A picture in its ratio, reserved before it loads; any other file as a card. */
export function AttachmentView({ attachment, links }: Props) {
  const { id } = attachment
  useEffect(() => links.want(id), [id])
  const link = links.links.value.get(id)
  if (attachment.voice) return <VoicePlayer voice={attachment.voice} url={link?.url} />
  if (attachment.hasThumbnail && attachment.width && attachment.height) {
    return <Picture attachment={attachment} url={link?.url} thumbnail={link?.thumbnailUrl ?? link?.url} />
  }
  return <FileCard attachment={attachment} url={link?.url} />
}

type PictureProps = { attachment: Attachment; url: string | undefined; thumbnail: string | undefined }

function Picture({ attachment, url, thumbnail }: PictureProps) {
  const { name, width, height } = attachment
  // Links change every few minutes; a picture that is shown is not loaded anew for that.
  const [shown, setShown] = useState(thumbnail)
  useEffect(() => {
    if (!shown && thumbnail) setShown(thumbnail)
  }, [thumbnail])
  return (
    <a
      class="thumb-a"
      {...(url ? { href: url } : {})}
      target="_blank"
      rel="noopener noreferrer"
      title={t('file.open', { name })}
    >
      <img class="thumb" src={shown} alt={name} width={width} height={height} onError={() => setShown(thumbnail)} />
    </a>
  )
}

function FileCard({ attachment, url }: { attachment: Attachment; url: string | undefined }) {
  const { name, type, size } = attachment
  return (
    <a
      class="att"
      {...(url ? { href: url } : {})}
      target="_blank"
      rel="noopener noreferrer"
      title={t('file.open', { name })}
    >
      <span class="att-i" aria-hidden="true">
        {fileTypeLabel(name, type)}
      </span>
      <span class="grow">
        <b class="cut">{name}</b>
        <small>{fileSize(size)}</small>
      </span>
      <Icon name="download" />
    </a>
  )
}
