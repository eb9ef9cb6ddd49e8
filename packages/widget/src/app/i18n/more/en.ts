/** What the parts say that are fetched when they are used. Keys are the contract for the other languages. */
export const texts = {
  uploading: 'Uploading, {percent} %',
  upload_failed: '{name} could not be sent',
  remove: 'Remove {name}',
  too_large: '{name} is larger than {limit}',
  type_not_allowed: 'Files like {name} are not allowed here',
  too_many: 'At most {count} files at once',
  download: 'Download {name}',
  photo: 'Photo: {name}',
  file: 'A file',
}
export type MoreTexts = typeof texts
