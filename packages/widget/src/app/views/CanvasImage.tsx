import { useEffect, useRef } from 'preact/hooks'

type Props = { url: string; name: string; width?: number; height?: number }

/** A picture that is fetched and drawn: pages whose policy forbids our images still allow our API (widget.md). */
export function CanvasImage({ url, name, width, height }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    const abort = new AbortController()
    draw(url, canvas.current, abort.signal).catch(() => undefined) // the name stays, as the canvas's label
    return () => abort.abort()
  }, [url])
  return <canvas ref={canvas} role="img" aria-label={name} width={width} height={height} />
}

async function draw(url: string, canvas: HTMLCanvasElement | null, signal: AbortSignal): Promise<void> {
  const response = await fetch(url, { signal })
  const bitmap = await createImageBitmap(await response.blob())
  if (!canvas) return
  canvas.width = bitmap.width
  canvas.height = bitmap.height
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0)
}
