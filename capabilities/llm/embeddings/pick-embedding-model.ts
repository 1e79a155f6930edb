import type { ServedModel } from '../server/list-models.ts'

// Families whose names do not say "embed". Between them stand no letters, so that `gte` is not found inside another word.
const families = /(?:^|[^a-z])(?:bge|e5|gte|minilm|mpnet|labse|sbert|rubert|frida|paraphrase|stella|sfr)(?:[^a-z]|$)/i
// They score pairs of texts and make no vectors.
const scorers = /rerank|cross-?encoder/i

/** The first model whose name says that it makes embeddings: lists tell names only, and a chat model must not be asked for them. */
export function pickEmbeddingModel(models: readonly ServedModel[]): ServedModel | null {
  return models.find(({ name }) => (/embed/i.test(name) || families.test(name)) && !scorers.test(name)) ?? null
}
