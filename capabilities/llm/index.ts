export { type AiServerConfig, aiServerSection } from './config.ts'
export type { ChatModel, ModelMessage, ModelOutcome, ModelRequest, ModelUsage } from './contract.ts'
export { checkEmbeddings, type EmbeddingsCheck, type EmbeddingsCheckSettings } from './embeddings/check-embeddings.ts'
export { createEmbedder, type EmbedderDeps, type EmbedderSettings } from './embeddings/create-embedder.ts'
export type { Embedder, EmbeddingOutcome } from './embeddings/embedder.ts'
export {
  createOpenAiCompatibleModel,
  type OpenAiCompatibleDeps,
  type OpenAiCompatibleSettings,
} from './openai-compatible-model.ts'
export { createScriptedModel } from './scripted-model.ts'
export { checkModelServer, type ModelServerCheck, type ModelServerCheckSettings } from './server/check-model-server.ts'
export { type FallbackReport, withFallback } from './with-fallback.ts'
