/** A picture to be shown and sent: `url` holds it (`data:`), no larger than it is ever needed. */
export type Picture = { url: string; width: number; height: number }

/** What the server keeps of a logo at most; it is drawn to fit, so that what is sent has a few kB. */
const SIZE = { width: 252, height: 108 }

/** Draws a file as a picture, and what a drawing program made (SVG) as pixels: none of its scripts run, none is sent. */
export async function readPicture(file: Blob): Promise<Picture> {
  const source = URL.createObjectURL(file)
  try {
    const image = new Image()
    image.src = source
    await image.decode()
    const { width, height } = fitted(image.naturalWidth, image.naturalHeight, file.type === 'image/svg+xml')
    const canvas = Object.assign(document.createElement('canvas'), { width, height })
    const pen = canvas.getContext('2d')
    if (!pen) throw new Error('no canvas')
    pen.imageSmoothingQuality = 'high'
    pen.drawImage(image, 0, 0, width, height)
    return { url: canvas.toDataURL('image/png'), width, height }
  } finally {
    URL.revokeObjectURL(source)
  }
}

/** The largest size of this shape that fits; pixels are not blown up. */
export function fitted(width: number, height: number, isDrawn: boolean): { width: number; height: number } {
  if (!(width > 0 && height > 0)) throw new Error('a picture without a size')
  const scale = Math.min(SIZE.width / width, SIZE.height / height)
  const by = isDrawn ? scale : Math.min(1, scale)
  return { width: Math.max(1, Math.round(width * by)), height: Math.max(1, Math.round(height * by)) }
}
