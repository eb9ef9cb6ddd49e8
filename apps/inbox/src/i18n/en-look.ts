/** A site's logo, corners and a colour that is read. */
export const look = {
  'logo.label': 'Logo',
  'logo.hint':
    'Beside your name in the chat, on white; until an agent takes over, whose own picture stands there. PNG, JPEG, WebP or SVG; a square one is the largest.',
  'logo.choose': 'Choose a picture',
  'logo.other': 'Choose another',
  'logo.remove': 'Remove logo',
  'logo.now': 'Your logo',
  'logo.wrong': 'This file could not be read as a picture. Try a PNG or JPEG.',
  'look.radius': 'Corners',
  'look.radius.square': 'Square',
  'look.radius.soft': 'Soft',
  'look.radius.round': 'Round',
  'color.fitting': 'Nothing of {color} would have to be changed, and it is close to yours.',
  'color.take': 'Take {color}',
} as const
