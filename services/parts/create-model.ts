import { type ChatModel, createOpenAiCompatibleModel, createScriptedModel, withFallback } from '#capabilities/llm'
import { type Clock, chance, type Logger } from '#shared/utils'
import type { Settings } from '../settings.ts'
import type { Meters } from './metrics/create-meters.ts'
import { measureModel } from './metrics/measure.ts'
import type { TellOwner } from './tell-owner.ts'

const connectTimeoutMs = 5000

export interface Models {
  /** What answers clients: the owner's model with the script behind it, or the script alone. */
  readonly answering: ChatModel
  /** The owner's model alone, for work that no client waits for; null when there is no server. */
  readonly server: ChatModel | null
}

export interface ModelDeps {
  readonly clock: Clock
  readonly logger: Logger
  readonly meters: Meters
  readonly tellOwner: TellOwner
  /** The address that the playbook names; asked where the settings name none. */
  readonly serverOfPlaybook: () => string | null
}

/** Opens the model server of the settings; when it fails and when it is back, the owner is told once. */
export function createModels({ ai_server: server }: Settings, deps: ModelDeps): Models {
  if (server.base_url !== null) return openServer(server, server.base_url, deps)
  return { answering: followPlaybook(server, deps), server: null }
}

type ServerSettings = Settings['ai_server']

/** The server that the playbook names at the moment, and the script while it names none: an owner who sets it up needs no restart. */
function followPlaybook(server: ServerSettings, deps: ModelDeps): ChatModel {
  const scripted = createScriptedModel()
  let open: { readonly baseUrl: string; readonly model: ChatModel } | null = null
  return {
    name: scripted.name,
    answer(request, signal) {
      const baseUrl = deps.serverOfPlaybook()
      if (baseUrl === null) return scripted.answer(request, signal)
      if (open?.baseUrl !== baseUrl) open = { baseUrl, model: openServer(server, baseUrl, deps).answering }
      return open.model.answer(request, signal)
    },
  }
}

function openServer(
  server: ServerSettings,
  baseUrl: string,
  { clock, logger, meters, tellOwner }: ModelDeps,
): Models & { readonly server: ChatModel } {
  const scripted = createScriptedModel()
  const plain = createOpenAiCompatibleModel(
    {
      baseUrl,
      apiKey: server.api_key,
      model: server.model,
      contextTokens: server.context_tokens,
      connectTimeoutMs,
      firstTokenTimeoutMs: server.first_token_timeout_seconds * 1000,
      totalTimeoutMs: server.timeout * 1000,
      maxRetries: server.max_retries,
    },
    { clock, chance },
  )
  const primary = measureModel(plain, { meters, clock })
  const answering = withFallback(primary, scripted, {
    onDegraded: (code, { turnId = null }) => {
      logger.warn('model.degraded', { code, turnId })
      void tellOwner(degradedWords(code))
    },
    onRecovered: ({ turnId = null }) => {
      logger.warn('model.recovered', { turnId })
      void tellOwner(recoveredWords)
    },
  })
  return { answering, server: primary }
}

function degradedWords(code: string): { readonly ru: string; readonly en: string } {
  return {
    ru: `Сервер модели не отвечает (${code}). Пока клиентам отвечает встроенный сценарий; сообщу, когда он вернётся.`,
    en: `The model server does not answer (${code}). The built-in script answers clients meanwhile; I will tell you when it is back.`,
  }
}

const recoveredWords = { ru: 'Сервер модели снова отвечает.', en: 'The model server answers again.' }
