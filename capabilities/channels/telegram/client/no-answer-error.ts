/** A call that got no answer from Telegram. Its text never holds the URL, because the URL holds the token. */
export class NoAnswerError extends Error {
  /** Node's code (`ECONNREFUSED`), or `connect_timeout`, `answer_timeout`, `aborted`, `invalid_answer`, `http_502`. */
  readonly code: string
  /** False only when it is certain that Telegram did not act: no connection stood, or a gateway turned the request away. */
  readonly mayHaveArrived: boolean

  constructor(code: string, mayHaveArrived: boolean) {
    super(`no answer from Telegram: ${code}`)
    this.name = 'NoAnswerError'
    this.code = code
    this.mayHaveArrived = mayHaveArrived
  }
}
