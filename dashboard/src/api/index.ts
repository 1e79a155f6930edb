/** The gateway as the screens see it: generated functions and types, made of its OpenAPI document. */
export { call } from './call.ts'
export * from './generated/sdk.gen.ts'
export type * from './generated/types.gen.ts'
export { ApiProblem, isProblem } from './problem.ts'
