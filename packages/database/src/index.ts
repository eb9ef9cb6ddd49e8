export type {
  AnyBulkWriteOperation,
  BulkWriteResult,
  Collection,
  Cursor,
  Database,
  DeleteResult,
  Document,
  Filter,
  FindCursor,
  FindOptions,
  IndexDescription,
  InsertManyResult,
  OptionalUnlessRequiredId,
  Sort,
  Store,
  UpdateFilter,
  UpdateResult,
  WithId,
} from './database.ts'
export { type EmbeddedOptions, type EmbeddedStore, openEmbedded } from './embedded/open-embedded.ts'
export { type MongoOptions, openMongo } from './mongo/open-mongo.ts'
export { isDuplicateKey, type WriteFailure, writeFailuresOf } from './write-failures.ts'
