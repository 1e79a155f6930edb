/** A client who may read along while the model writes. Whoever shows it asks now and then; nothing is thought out for nobody. */
export interface ReadingAlong {
  /** From now on, `safeSoFar` tells what may be shown: words that the guard has let pass, as markdown. May be ''. */
  show(safeSoFar: () => string): void
  /** What stands in the chat now, as markdown; '' for nothing. */
  shown(): string
  /** Aborts when enough was read: what was shown is the answer. Its reason is the turn's: `client.stopped`, `operator.stopped`. */
  readonly stopped: AbortSignal
}
