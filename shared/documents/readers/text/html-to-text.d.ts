/** The part of html-to-text that is used here; the package brings no types. */
declare module 'html-to-text' {
  export interface Node {
    readonly type: string
    readonly name?: string
    readonly data?: string
    readonly children?: readonly Node[]
  }
  export interface Builder {
    openBlock(): void
    closeBlock(): void
    addInline(text: string): void
    addLiteral(text: string): void
    addLineBreak(): void
  }
  export type Walk = (nodes: readonly Node[] | undefined, builder: Builder) => void
  export type Formatter = (node: Node, walk: Walk, builder: Builder) => void
  export interface Selector {
    readonly selector: string
    readonly format?: string
    readonly options?: Readonly<Record<string, unknown>>
  }
  export interface Options {
    readonly wordwrap: false
    readonly formatters: Readonly<Record<string, Formatter>>
    readonly selectors: readonly Selector[]
    readonly limits?: { readonly maxInputLength?: number; readonly maxDepth?: number }
  }
  export function convert(html: string, options: Options): string
}
