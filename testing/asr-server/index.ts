export type { Upload } from './read-upload.ts'
export { type AsrFault, type AsrServer, type AsrServerOptions, startAsrServer } from './start-asr-server.ts'
