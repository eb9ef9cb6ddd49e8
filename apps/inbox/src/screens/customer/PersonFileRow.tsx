import type { AgentId, Attachment, PersonFile } from '@parley/protocol'
import { useEffect, useState } from 'preact/hooks'
import { useWorkbench } from '../../context.ts'
import { fileSize, fileTypeLabel } from '../../format/files.ts'
import { fullTime, shortAgo } from '../../format/times.ts'
import { t } from '../../i18n/translate.ts'
import type { FileLinksModel } from '../../models/file-links-model.ts'
import { isVisitor } from '../../models/thread-blocks.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Link } from '../Link.tsx'

type Props = { one: PersonFile; name: string; links: FileLinksModel; onFollow(): void }

/** One file: what it is, who sent it and when, and the way to its message. */
export function PersonFileRow({ one: { file, by, at, isNote, conversationId, messageId }, ...props }: Props) {
  const { now, me, people } = useWorkbench()
  const { links, name, onFollow } = props
  useEffect(() => links.want(file.id), [links, file.id])
  const link = links.links.value.get(file.id)
  const agent = by.id === me.id ? t('who.you') : (people.nameOf(by.id as AgentId) ?? by.name ?? t('who.colleague')) // as search does
  const facts = [fileSize(file.size), isVisitor(by) ? name : agent, ...(isNote ? [t('pfiles.note')] : [])]
  return (
    <li>
      <Tile file={file} thumbnail={link?.thumbnailUrl ?? null} />
      <span class="grow">
        <a
          class="cut"
          dir="auto"
          {...(link ? { href: link.url } : {})}
          target="_blank"
          rel="noopener noreferrer"
          title={t('file.open', { name: file.name })}
        >
          {file.name}
        </a>
        <small class="pf-f">
          <span class="cut">{facts.join(' · ')}</span>
          <time dateTime={at} title={fullTime(at)}>
            {shortAgo(at, now.value)}
          </time>
        </small>
      </span>
      <Link
        to={{ screen: 'conversations', view: null, conversationId, messageId }}
        class="ib ib-s"
        label={t('pfiles.show', { name: file.name })}
        title={t('pfiles.show', { name: file.name })}
        onFollow={onFollow}
      >
        <Icon name="chat" size={16} />
      </Link>
    </li>
  )
}

/** A picture small, anything else by its kind; links are renewed now and then, and what is shown is not loaded anew. */
function Tile({ file, thumbnail }: { file: Attachment; thumbnail: string | null }) {
  const [shown, setShown] = useState(thumbnail)
  useEffect(() => {
    if (!shown && thumbnail) setShown(thumbnail)
  }, [thumbnail])
  if (file.hasThumbnail && shown)
    return <img class="pf-t" src={shown} alt="" width={36} height={36} onError={() => setShown(thumbnail)} />
  return (
    <span class="att-i" aria-hidden="true">
      {file.voice ? <Icon name="mic" size={16} /> : fileTypeLabel(file.name, file.type)}
    </span>
  )
}
