/** Draws the picture at `url` on `canvas`: pages whose policy forbids our images still allow our API (widget.md). */
export async function drawImage(url: string, canvas: HTMLCanvasElement): Promise<void> {
  const response = await fetch(url)
  const bitmap = await createImageBitmap(await response.blob())
  canvas.width = bitmap.width
  canvas.height = bitmap.height
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0)
}
