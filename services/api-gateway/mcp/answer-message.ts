import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'
import { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js'

/**
 * Answers one message of the streamable HTTP transport, as JSON and without a session: any process can answer the next one, and
 * nothing has to be remembered or cleaned up.
 */
export async function answerMessage(
  server: McpServer,
  { headers, message }: { readonly headers: Headers; readonly message: unknown },
): Promise<Response> {
  const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: true })
  await server.connect(transport)
  try {
    // The transport reads the method and headers only; the address is of no meaning to it.
    const request = new Request('http://localhost/mcp', { method: 'POST', headers })
    return await transport.handleRequest(request, { parsedBody: message })
  } finally {
    await server.close()
  }
}
