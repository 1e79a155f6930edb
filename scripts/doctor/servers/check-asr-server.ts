import { checkAsrServer as askServer } from '#capabilities/speech'
import { defineCheck, find } from '../define-check.ts'

const timeoutMs = 8_000

/** Whether the speech server answers. Sends no sound. */
export const checkAsrServer = defineCheck({
  name: 'asr-server',
  place: 'outside',
  limitMs: 10_000,
  async run({ settings, clock }) {
    const { base_url: baseUrl, enabled, protocol } = settings.asr_server
    if (baseUrl === null || !enabled) return find('asr.off')
    const { host } = new URL(baseUrl)
    const answer = await askServer({ baseUrl, timeoutMs }, clock)
    switch (answer.kind) {
      case 'ready':
        return find('asr.ready', { host })
      case 'reachable':
        // Asked is /transcribe, which a server with OpenAI's protocol does not have.
        if (protocol === 'transcribe' && answer.status >= 404) return find('asr.no_endpoint', { host })
        return find('asr.reachable', { host })
      case 'failing':
        return find('asr.failing', { host, status: answer.status })
      case 'unreachable':
        return find('asr.unreachable', { host, code: answer.code })
    }
  },
})
