export { type AsrServerCheck, type AsrServerCheckSettings, checkAsrServer } from './check-asr-server.ts'
export { type AsrServerConfig, asrServerSection } from './config.ts'
