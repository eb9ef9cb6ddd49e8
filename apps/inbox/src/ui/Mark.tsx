/** The leaf: two offset strokes, one says, one answers. */
export function Mark({ size }: { size: number }) {
  return (
    <svg class="mark" width={size} height={size} viewBox="0 0 28 28" fill="none" aria-hidden="true">
      <path class="m-b" d="M14 1a13 13 0 0 1 13 13v9.5a3.5 3.5 0 0 1-3.5 3.5H14a13 13 0 0 1 0-26Z" />
      <path class="m-1" d="M8.7 11.4h8" stroke-width="2.6" stroke-linecap="round" />
      <path class="m-2" d="M12.3 17h7" stroke-width="2.6" stroke-linecap="round" />
    </svg>
  )
}

/** Two leaves for empty places. */
export function EmptyArt() {
  return (
    <svg class="art" viewBox="0 0 188 130" aria-hidden="true">
      <path class="f" d="M72 14a44 44 0 0 1 44 44v32a12 12 0 0 1-12 12H72a44 44 0 0 1 0-88Z" />
      <path class="f2" d="M134 58a32 32 0 0 0-32 32v20a10 10 0 0 0 10 10h22a31 31 0 0 0 0-62Z" />
      <path class="a" d="M56 52h26M66 68h26" />
      <path class="a2" d="m122 90 9 9 17-18" />
    </svg>
  )
}
