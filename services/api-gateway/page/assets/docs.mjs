// The bundle before this module puts its one name on the window.
globalThis.SwaggerUIBundle({
  url: '/openapi.json',
  dom_id: '#document',
  deepLinking: true,
  displayRequestDuration: true,
  docExpansion: 'list',
  defaultModelsExpandDepth: 0,
  // Nothing is asked of other hosts, not even whether the document is valid.
  validatorUrl: null,
})
