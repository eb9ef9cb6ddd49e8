import type { Block } from '@parley/ui/markup'
import { useMemo } from 'preact/hooks'
import { useWorkbench } from '../../context.ts'
import { linksIn } from '../../models/link-previews-model.ts'

/** Under a message: what the pages that it links to say of themselves. */
export function LinkPreviews({ blocks }: { blocks: readonly Block[] }) {
  const links = useMemo(() => linksIn(blocks), [blocks])
  return (
    <>
      {links.map((url) => (
        <One key={url} url={url} />
      ))}
    </>
  )
}

function One({ url }: { url: string }) {
  const preview = useWorkbench().linkPreviews.of(url).value
  // Only where the server says that it is a page of the web: it is a link.
  if (!preview || !/^https:\/\//.test(preview.url)) return null
  return (
    <a class="lp" href={preview.url} target="_blank" rel="noopener noreferrer nofollow ugc">
      <span class="faint cut">
        <bdi>{preview.host}</bdi>
      </span>
      <b dir="auto">{preview.title}</b>
      {preview.description && (
        <span class="lp-d" dir="auto">
          {preview.description}
        </span>
      )}
    </a>
  )
}
