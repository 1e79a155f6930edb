/**
 * Values that can be had again, by name, for a while. In memory, or in Redis for all processes together: one contract, one suite
 * (cache.contract.ts). Values must survive JSON. Never rejects: what cannot be had from the cache is not there.
 */
export interface Cache<Value> {
  /** Null when there is none, or none any more. */
  get(name: string): Promise<Value | null>
  set(name: string, value: Value): Promise<void>
}
