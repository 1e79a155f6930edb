/**
 * The name of an operation in generated clients: `GET /api/v1/leads/:id` is `getLeadsById`. Derived, so that no route can forget
 * it and no two share one.
 */
export function operationId(method: string, url: string): string {
  const words = url
    .replace(/^\/api\/v\d+/, '')
    .split('/')
    .flatMap(part => (part.startsWith(':') ? ['by', ...splitWords(part)] : splitWords(part)))
  return [method.toLowerCase(), ...words.map(word => word.charAt(0).toUpperCase() + word.slice(1))].join('')
}

function splitWords(part: string): readonly string[] {
  return part.split(/[^A-Za-z0-9]+/).filter(word => word !== '')
}
