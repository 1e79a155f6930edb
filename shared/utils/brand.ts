declare const brand: unique symbol

/** A primitive that only its own parser or writer may make: a `ConversationId` is never taken for a `MessageId`. */
export type Brand<Value, Name extends string> = Value & { readonly [brand]: Name }
